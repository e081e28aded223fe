import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Answers that a station's program reads: JSON, with a code for it and Chinese words for its people.
enum StationAnswer {
  static func json(_ value: some Encodable) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Response(
      status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
  }

  static func refusal(_ refusal: any Refusal) -> Response {
    let words = refusal.hint.isEmpty ? refusal.message : "\(refusal.message)。\(refusal.hint)"
    let status = status(of: refusal)
    var response = problem(refusal.code, words, status: status)
    if status == .tooManyRequests { response.headers[.retryAfter] = "2" }
    return response
  }

  static func problem(_ code: String, _ words: String, status: HTTPResponse.Status) -> Response {
    .json(["code": code, "error": words], status: status)
  }

  private static func status(of refusal: any Refusal) -> HTTPResponse.Status {
    switch refusal {
    case SignInRefusal.tooManyAttempts, SignInRefusal.busy, StationRefusal.busy: .tooManyRequests
    case is SignInRefusal: .unauthorized
    case StationRefusal.packet(.stationUnknown), StationRefusal.stationUnknown, StationRefusal.revoked,
      StationRefusal.notPhotographer, StationRefusal.requestUnproven, StationRefusal.requestStale:
      .forbidden
    default: .unprocessableContent
    }
  }
}
