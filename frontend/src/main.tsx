import "@mantine/core/styles.css";
import "./ui/tokens.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { shareNonce } from "./app/nonce";

shareNonce();
createRoot(document.getElementById("root")!).render(<StrictMode><App /></StrictMode>);
