import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Answers that anybody, and any cache on the way, may keep for a few minutes.
enum PublicAnswer {
  /// Long enough to take a rush off the center, short enough for a changed schedule.
  private static let keptSeconds = 120

  /// The page; 304 for who has it already.
  static func page(_ document: Document, to call: Call) -> Response {
    answer(document.bytes(), [.contentType: "text/html; charset=utf-8"], to: call)
  }

  /// A file that is saved under its name.
  static func file(_ bytes: [UInt8], name: String, contentType: String, to call: Call) -> Response {
    answer(bytes, [.contentType: contentType, .contentDisposition: Download.disposition(fileName: name)], to: call)
  }

  private static func answer(_ bytes: [UInt8], _ headers: HTTPFields, to call: Call) -> Response {
    let tag = "\"\(contentHash(bytes))\""
    var headers = headers
    headers[.eTag] = tag
    headers[.cacheControl] = "public, max-age=\(keptSeconds)"
    if call.request.headers[.ifNoneMatch]?.contains(tag) == true {
      headers[.contentType] = nil
      headers[.contentDisposition] = nil
      return Response(status: .notModified, headers: headers)
    }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// Runs what may name a campaign, place or class that is not there.
  static func found<T>(_ work: () async throws -> T) async throws -> T {
    do { return try await work() } catch ScheduleRefusal.placeUnknown { throw HTTPError(.notFound) } catch CampaignRefusal
      .unknown
    { throw HTTPError(.notFound) }
  }
}
