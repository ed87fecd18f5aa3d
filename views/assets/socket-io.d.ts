// socket.io's own browser build, served from its package.
export { io } from "socket.io-client";
