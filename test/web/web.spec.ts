import { connect, createServer } from "node:net";
import { once } from "node:events";
import { expect } from "chai";
import request from "supertest";
import { z } from "zod";
import { codeOf, KeshiError, route, type Route } from "../../plugin/contract/index.ts";
import { systemClock } from "../../plugin/kit/clock.ts";
import { createPasswords } from "../../plugin/staff/password.ts";
import { createStaff, staffRoutes, type Staff } from "../../plugin/staff/index.ts";
import { createWeb, type HttpSettings, type Web } from "../../plugin/web/index.ts";
import { chooseLocale } from "../../plugin/web/locale.ts";
import { openPhrases } from "../../views/phrases.ts";
import { until } from "../peers/until.ts";
import { forEachStore } from "../suites/stores.ts";
import { addProperty, NO_METER, PROPERTY, SILENT, STATIONS } from "../terminals/stage.ts";

const echo = route({
  method: "POST",
  path: "/api/v1/echo/:name",
  summary: "Says it again",
  access: "anyone",
  body: z.object({ room: z.string(), list: z.array(z.object({ n: z.number() })).optional() }),
  query: z.object({ limit: z.coerce.number().int().max(5).default(2) }),
  bodyLimit: 2000,
  answers: { 200: { means: "The same" } },
  handle: ({ body, query, params, raw }) =>
    Promise.resolve({ status: 200, json: { body, query, params, bytes: raw.length } }),
});
const only = (path: string, access: Route["access"]): Route =>
  route({
    method: "GET",
    path,
    summary: "",
    access,
    answers: { 200: { means: "" } },
    handle: ({ caller }) => Promise.resolve({ status: 200, json: caller }),
  });
const failing = route({
  method: "GET",
  path: "/api/v1/failing",
  summary: "",
  access: "anyone",
  query: z.object({ how: z.string() }),
  answers: {},
  handle: ({ query }) =>
    Promise.reject(
      query.how === "secret"
        ? new Error("password=hunter2")
        : new KeshiError(query.how, "Told to people.", {
            errorClass: query.how === "new-fault" ? "permanent" : "transient",
          }),
    ),
});

interface House {
  web: Web;
  staff: Staff;
}

describe("the web", () => {
  forEachStore((place) => {
    let house: House;
    beforeEach(async () => {
      const store = await place.open();
      await addProperty(store);
      const passwords = createPasswords({ N: 16, r: 8, p: 1 });
      const staff = createStaff({
        store,
        property: PROPERTY.id,
        stations: STATIONS,
        clock: systemClock,
        passwords,
      });
      const routes = [
        ...staffRoutes({
          staff,
          property: PROPERTY,
          lights: () => [{ name: "pms", kind: "fias", state: "up", since: 7 }],
        }),
        echo,
        failing,
        only("/api/v1/by-source", "source"),
        only("/api/v1/by-terminal", "terminal"),
        only("/api/v1/by-person", "person"),
        only("/api/v1/by-either", "terminal-or-person"),
        only("/api/v1/by-manager", { roles: ["general-manager"] }),
      ];
      house = { staff, web: makeWeb(staff, routes) };
    });
    const ask = (): ReturnType<typeof request> => request(house.web.app);
    const pairing = async (): Promise<string> =>
      (await house.staff.pair((await house.staff.makePairing("front-desk-1")).code, "PC")).token;

    it("pairs a terminal by code and tells it what it is (RT-01)", async () => {
      const { code } = await house.staff.makePairing("front-desk-1");
      const paired = await ask().post("/api/v1/terminals/pair").send({ code, name: "前台一" }).expect(201);
      expect(paired.body).to.have.keys(["terminalId", "token", "station"]);
      const again = await ask().post("/api/v1/terminals/pair").send({ code, name: "前台二" }).expect(403);
      expect(again.body).to.include({ code: "pairing-refused" });
      const bearer = `Bearer ${(paired.body as { token: string }).token}`;
      const told = await ask().get("/api/v1/terminal").set("Authorization", bearer).expect(200);
      expect(told.body).to.deep.include({
        station: { name: "front-desk-1", role: "front-desk", locale: "zh-CN", floors: [] },
        property: { id: "WLH", name: "西湖大酒店", timezone: "Asia/Shanghai", locale: "zh-CN" },
        person: null,
        links: [{ name: "pms", kind: "fias", state: "up", since: 7 }],
      });
      const cookie = String(paired.headers["set-cookie"]).split(";")[0] ?? "";
      await ask().get("/api/v1/terminal").set("Cookie", cookie).expect(200);
    });

    it("signs a person in with a cookie that scripts cannot read, and out again", async () => {
      await house.staff.addPerson({ login: "lin", name: "林悦", role: "front-desk", password: "west-lake" });
      await ask().post("/api/v1/session").send({ login: "lin", password: "wrong" }).expect(401);
      const signed = await ask()
        .post("/api/v1/session")
        .send({ login: "lin", password: "west-lake" })
        .expect(200);
      expect(signed.body).to.have.nested.property("person.name", "林悦");
      const set = String(signed.headers["set-cookie"]);
      expect(set).to.match(/^keshi_session=kp_[\w-]+; Path=\/; HttpOnly; SameSite=Lax$/);
      const cookie = set.split(";")[0] ?? "";
      const who = await ask().get("/api/v1/session").set("Cookie", cookie).expect(200);
      expect(who.body).to.have.nested.property("person.role", "front-desk");
      await ask().delete("/api/v1/session").set("Cookie", cookie).expect(204);
      expect((await ask().get("/api/v1/session").set("Cookie", cookie)).body).to.deep.equal({ person: null });
    });

    it("lets each in where they may and nowhere else, saying which proof is missing", async () => {
      await house.staff.addPerson({ login: "lin", name: "林悦", role: "front-desk", password: "west-lake" });
      const { key } = await house.staff.makeSourceKey("pos");
      const { token } = await house.staff.signIn({ login: "lin", password: "west-lake", origin: "x" });
      const proofs: Record<string, Record<string, string>> = {
        nobody: {},
        source: { Authorization: `Bearer ${key}` },
        terminal: { Authorization: `Bearer ${await pairing()}` },
        person: { Cookie: `keshi_session=${token}` },
        stranger: { Authorization: "Bearer nonsense" },
      };
      const answers: string[] = [];
      for (const [who, headers] of Object.entries(proofs))
        for (const where of ["source", "terminal", "person", "either", "manager"]) {
          const answer = await ask().get(`/api/v1/by-${where}`).set(headers);
          answers.push(`${who} ${where} ${answer.status} ${codeIn(answer)}`.trim());
        }
      expect(answers).to.deep.equal([
        "nobody source 401 key-needed",
        "nobody terminal 401 terminal-needed",
        "nobody person 401 sign-in-needed",
        "nobody either 401 terminal-needed",
        "nobody manager 401 sign-in-needed",
        "source source 200",
        "source terminal 401 terminal-unknown",
        "source person 401 terminal-unknown",
        "source either 401 terminal-unknown",
        "source manager 401 terminal-unknown",
        "terminal source 401 key-unknown",
        "terminal terminal 200",
        "terminal person 403 sign-in-needed",
        "terminal either 200",
        "terminal manager 403 sign-in-needed",
        "person source 401 key-needed",
        "person terminal 401 terminal-needed",
        "person person 200",
        "person either 200",
        "person manager 403 not-allowed",
        "stranger source 401 key-unknown",
        "stranger terminal 401 terminal-unknown",
        "stranger person 401 terminal-unknown",
        "stranger either 401 terminal-unknown",
        "stranger manager 401 terminal-unknown",
      ]);
    });

    it("hands a checked body, query and the raw bytes to the route", async () => {
      const text = ' {"room":"0816","extra":1} ';
      const answer = await ask().post("/api/v1/echo/x%2Fy?limit=3").type("json").send(text).expect(200);
      expect(answer.body).to.deep.equal({
        body: { room: "0816" },
        query: { limit: 3 },
        params: { name: "x/y" },
        bytes: text.length,
      });
    });

    it("names every fault of a body by its path, in the caller's language", async () => {
      const answer = await ask()
        .post("/api/v1/echo/x")
        .set("Accept-Language", "zh-HK,zh;q=0.8")
        .send({ room: 1208, list: [{ n: 1 }, { n: "2" }] })
        .expect(400);
      expect(answer.headers["content-type"]).to.equal("application/problem+json; charset=utf-8");
      expect(answer.body).to.deep.include({
        type: "urn:keshi:problem:body-invalid",
        title: "內容不符合要求",
        status: 400,
        code: "body-invalid",
      });
      const paths = (answer.body as { errors: { path: string }[] }).errors.map(({ path }) => path);
      expect(paths).to.deep.equal(["/room", "/list/1/n"]);
    });

    it("tells apart what is wrong with a body before it is read", async () => {
      const post = (): request.Test => ask().post("/api/v1/echo/x");
      const codes = [];
      for (const sent of [
        post().type("json").send("{"),
        post().type("json").send(""),
        post().type("text").send("{}"),
        post()
          .type("json")
          .send(`{"room":"${"x".repeat(3000)}"}`),
        post().set("Content-Encoding", "brotli9").type("json").send("{}"),
        post().set("Content-Encoding", "gzip").type("json").send("not gzip"),
        ask().post("/api/v1/echo/%E0%A4%A").send({}),
        ask().put("/api/v1/echo/x").send({}),
        ask().get("/api/v1/nothing"),
        ask().post("/api/v1/echo/x?limit=99").send({ room: "1" }),
      ]) {
        const answer = await sent;
        codes.push(`${answer.status} ${codeIn(answer)}`);
      }
      expect(codes).to.deep.equal([
        "400 body-unreadable",
        "400 body-missing",
        "415 body-not-json",
        "413 body-too-large",
        "415 body-encoding",
        "400 body-unreadable",
        "400 path-unreadable",
        "405 method-not-allowed",
        "404 not-found",
        "400 query-invalid",
      ]);
    });

    it("answers what may pass with 503 and when to come back, and tells nothing of what it did not foresee", async () => {
      const away = await ask().get("/api/v1/failing?how=store-unreachable").expect(503);
      expect(away.headers["retry-after"]).to.equal("5");
      expect(away.body).to.include({ code: "store-unreachable", title: "数据库没有应答" });
      const fault = await ask().get("/api/v1/failing?how=secret").expect(500);
      expect(JSON.stringify(fault.body)).not.to.include("hunter2");
      await ask().get("/api/v1/failing?how=new-fault").expect(500);
    });

    it("refuses writes from pages of other sites and takes those of programs", async () => {
      const write = (headers: Record<string, string>): request.Test =>
        ask().post("/api/v1/echo/x").set(headers).send({ room: "1" });
      await write({}).expect(200);
      await write({ "Sec-Fetch-Site": "same-origin" }).expect(200);
      const refused = await write({ "Sec-Fetch-Site": "cross-site" }).expect(403);
      expect(refused.body).to.include({ code: "cross-site" });
      await write({ Origin: "https://elsewhere.example" }).expect(403);
      await ask().get("/api/v1/session").set("Sec-Fetch-Site", "cross-site").expect(200);
    });

    it("describes its routes from the schemas that check them", async () => {
      const answer = await ask().get("/api/v1/openapi.json").expect(200);
      const body = answer.body as unknown;
      const post = (body as { paths: Record<string, Record<string, Record<string, unknown>>> }).paths[
        "/api/v1/echo/{name}"
      ]?.["post"];
      expect(post)
        .to.have.nested.property("requestBody.content.application/json.schema.required")
        .that.deep.equals(["room"]);
      expect(JSON.stringify(post?.["parameters"])).to.include('"name":"limit"').and.include('"in":"path"');
      expect(body)
        .to.have.nested.property("paths./api/v1/by-manager.get.x-roles")
        .that.deep.equals(["general-manager"]);
    });

    it("serves pages without inline scripts, assets with tags, and its probes", async () => {
      const page = await ask().get("/desk").set("Accept-Language", "en-GB").expect(200);
      expect(page.text).to.equal("<p>en dark west</p>");
      const policy = page.headers["content-security-policy"];
      expect(policy)
        .to.include("script-src 'self';")
        .and.not.include("unsafe-inline")
        .and.not.include("upgrade-insecure");
      expect((await ask().get("/desk?lang=zh-TW&theme=light")).text).to.equal("<p>zh-TW light west</p>");
      const script = await ask().get("/assets/desk.js").expect(200);
      await ask().get("/assets/desk.js").set("If-None-Match", String(script.headers["etag"])).expect(304);
      await ask().get("/assets/../package.json").expect(404);
      await ask().get("/healthz").expect(200);
      await ask()
        .get("/readyz")
        .expect(503, { status: "not-ready", parts: { store: "store-unreachable" } });
      expect((await ask().get("/metrics").expect(200)).text).to.equal("keshi_up 1\n");
    });
  });
});

describe("the listener", () => {
  const made: Web[] = [];
  const build = (settings: Partial<HttpSettings>, routes: readonly Route[] = []): Web => {
    const web = makeWeb({} as Staff, routes, settings);
    made.push(web);
    return web;
  };
  afterEach(() => Promise.all(made.splice(0).map((web) => web.close(0))));

  it("takes the next free port where it may, and says which program's trouble it is where it may not", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { port: next } = await build({ port, onPortTaken: "next" }).listen();
    expect(next).to.be.within(port + 1, port + 20);
    const refused = await build({ port, onPortTaken: "fail" })
      .listen()
      .then(() => "listens", codeOf);
    expect(refused).to.equal("port-taken");
    other.close();
  });

  it("lets a request under way finish and cuts what is left after the deadline", async () => {
    let release = (): void => undefined;
    const slow = route({
      method: "GET",
      path: "/slow",
      summary: "",
      access: "anyone",
      answers: {},
      handle: () => new Promise((resolve) => (release = () => resolve({ status: 200, json: "done" }))),
    });
    let asked = 0;
    const web = build({}, [{ ...slow, handle: (it) => ((asked += 1), slow.handle(it)) }]);
    const { url, port } = await web.listen();
    const answer = fetch(`${url}/slow`, { headers: { connection: "close" } });
    await until("it is asked", () => asked === 1);
    const idle = connect(port, "127.0.0.1");
    await once(idle, "connect");
    idle.write("GET / HTTP/1.1\r\n");
    const closing = web.close(300);
    release();
    expect(await (await answer).text()).to.equal('"done"');
    await closing;
    idle.destroy();
  });
});

describe("the language of an answer", () => {
  it("is Traditional wherever that is written, Simplified else, and the house's where nothing fits", () => {
    const chosen = [
      "zh-HK,zh;q=0.9",
      "zh-Hant-TW",
      "zh-MO",
      "zh",
      "zh-SG",
      "de, en;q=0.5",
      "ja",
      "",
      "en;q=0, zh-TW",
      "x-😀",
    ].map((accepted) => chooseLocale(accepted, "zh-CN"));
    expect(chosen).to.deep.equal([
      "zh-TW",
      "zh-TW",
      "zh-TW",
      "zh-CN",
      "zh-CN",
      "en",
      "zh-CN",
      "zh-CN",
      "zh-TW",
      "zh-CN",
    ]);
  });
});

function makeWeb(staff: Staff, routes: readonly Route[], settings: Partial<HttpSettings> = {}): Web {
  return createWeb({
    routes,
    pages: [
      {
        path: "/desk",
        render: ({ locale, theme }) => `<p>${locale} ${theme === "auto" ? "dark" : theme} west</p>`,
      },
    ],
    assets: [
      { path: "/assets/desk.js", contentType: "text/javascript; charset=utf-8", source: "export {};" },
    ],
    staff,
    property: PROPERTY,
    phrases: openPhrases(),
    settings: { host: "127.0.0.1", port: 0, ...settings },
    version: "0.1.0",
    clock: systemClock,
    log: SILENT,
    meter: NO_METER,
    ready: () => Promise.resolve({ ready: false, parts: { store: "store-unreachable" } }),
    metrics: () => Promise.resolve("keshi_up 1\n"),
  });
}

function codeIn(answer: request.Response): string {
  return (answer.body as { code?: string }).code ?? "";
}
