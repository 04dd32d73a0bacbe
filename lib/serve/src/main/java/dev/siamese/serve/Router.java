package dev.siamese.serve;

import java.util.List;

/** Finds the route of a request. */
record Router(List<Route> routes) {

  /**
   * {@return the route of a request}
   *
   * @throws HttpError 404 for an unknown path, 405 for another method
   */
  Route find(String method, String path) {
    var same = routes.stream().filter(route -> route.hasPath(path)).toList();
    if (same.isEmpty()) {
      throw new HttpError(
          404, "there is no path '%s': GET /openapi.json lists the paths".formatted(path));
    }
    for (var route : same) {
      if (route.method().equals(method)) {
        return route;
      }
    }
    var allowed = String.join(" or ", same.stream().map(Route::method).toList());
    throw new HttpError(405, "%s is not allowed for %s: use %s".formatted(method, path, allowed));
  }
}
