import HTTPTypes
import Hummingbird

extension AssetShelf {
  /// Adds `/assets/NAME`: kept for ever under its version, otherwise asked about each time.
  func addRoute<Context: SiteRequestContext>(to router: some RouterMethods<Context>) {
    router.get("/assets/{name}") { request, context in
      guard let asset = asset(named: context.parameters.get("name") ?? "") else { throw HTTPError(.notFound) }
      return Self.response(with: asset, to: request)
    }
  }

  static func response(with asset: Asset, to request: Request) -> Response {
    let isVersioned = request.uri.queryParameters["v"].map(String.init) == asset.version
    var headers: HTTPFields = [
      .eTag: asset.entityTag, .cacheControl: isVersioned ? "public, max-age=31536000, immutable" : "no-cache",
    ]
    if let known = request.headers[.ifNoneMatch], known.contains(asset.entityTag) {
      return Response(status: .notModified, headers: headers)
    }
    headers[.contentType] = asset.contentType
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
  }
}
