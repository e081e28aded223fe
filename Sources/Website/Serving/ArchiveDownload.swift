import HTTPTypes
import Hummingbird
import HummingbirdCore
import Workflow

extension Download {
  /// Sends an archive that is made while it is sent, whole or from where a download broke off.
  ///
  /// Its length and tag are known before its first byte; nothing is stored, and memory does not grow with it.
  static func response(_ archive: some StreamedArchive, to request: Request) -> Response {
    let tag = "\"\(archive.tag)\""
    let range = ByteRange(
      request.headers[.range], condition: request.headers[.ifRange], tag: tag, byteCount: archive.byteCount)
    var headers: HTTPFields = [.acceptRanges: "bytes", .eTag: tag]
    switch range {
    case .unsatisfiable:
      headers[.contentRange] = "bytes */\(archive.byteCount)"
      return Response(status: .rangeNotSatisfiable, headers: headers)
    case .whole:
      return response(archive, 0..<archive.byteCount, status: .ok, headers)
    case .part(let part):
      headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(archive.byteCount)"
      return response(archive, part, status: .partialContent, headers)
    }
  }

  private static func response(
    _ archive: some StreamedArchive, _ range: Range<Int>, status: HTTPResponse.Status, _ headers: HTTPFields
  ) -> Response {
    var headers = headers
    headers[.contentType] = "application/zip"
    headers[.contentDisposition] = disposition(fileName: archive.fileName)
    let body = ResponseBody(contentLength: range.count) { writer in
      // Opening and sealing takes a processor: an event loop does not wait for it.
      try await withTaskExecutorPreference(globalConcurrentExecutor) {
        try await archive.read(range) { piece in try await writer.write(ByteBuffer(bytes: piece)) }
      }
      try await writer.finish(nil)
    }
    return Response(status: status, headers: headers, body: body)
  }
}
