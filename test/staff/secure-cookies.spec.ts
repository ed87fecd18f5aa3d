// Cookies are marked Secure by how browsers reach the house, not by how the proxy reaches us.
import { expect } from "chai";
import { areCookiesSecure } from "../../plugin/staff/index.ts";

describe("the cookies of people and terminals", () => {
  it("never travel in the clear behind a proxy that speaks https, and are taken where the hotel has none", () => {
    expect(areCookiesSecure({ publicUrl: "https://keshi.hotel" })).to.equal(true);
    expect(areCookiesSecure({ publicUrl: "HTTPS://keshi.hotel/" })).to.equal(true);
    expect(areCookiesSecure({ publicUrl: "http://keshi.hotel", tls: {} })).to.equal(false);
    expect(areCookiesSecure({ tls: {} })).to.equal(true);
    expect(areCookiesSecure({})).to.equal(false);
  });
});
