import { Secret } from "../../domain/core/secret.ts";
import type { NoticeRoute } from "../../world/notify/route.ts";
import type { RouteConfig } from "./config.ts";
import { readFileOr, readSecretFile } from "./key-file.ts";

/** The routes of a configuration with their secrets read. Throws `GATE_KEY_*`, `GATE_SECRET_WEAK`. */
export function noticeRoutes(routes: readonly RouteConfig[]): readonly NoticeRoute[] {
  return routes.map((route) => noticeRoute(route));
}

function noticeRoute(route: RouteConfig): NoticeRoute {
  const { name } = route;
  switch (route.kind) {
    case "slack": {
      const { kind, allow, pin } = route;
      return { kind, name, url: readSecretFile(route.urlFile, 12), allow, pin };
    }
    case "pagerduty": {
      const { kind, url, allow, pin } = route;
      return { kind, name, url: new Secret(url), routingKey: readSecretFile(route.routingKeyFile, 32), allow, pin };
    }
    case "webhook": {
      const { kind, url, allow, pin } = route;
      return { kind, name, url: new Secret(url), secret: readSecretFile(route.secretFile, 38), allow, pin };
    }
    case "smtp": {
      const { kind, host, port, tls, user, passwordFile, caFile, from, to } = route;
      const login =
        user === undefined || passwordFile === undefined ? null : { user, password: readSecretFile(passwordFile, 8) };
      const ca = caFile === undefined ? undefined : readFileOr(caFile).toString("utf8");
      return { kind, name, host, port, tls, login, from, to, ca };
    }
  }
}
