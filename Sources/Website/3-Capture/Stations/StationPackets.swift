import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A station hands a packet in, or asks what the others did.
struct StationPackets: Sendable {
  let call: Call

  private struct Question: Decodable {
    var campaign: String
    var visit: Int
    var known: [String: Int]
  }

  private struct Answer: Encodable {
    let happenings: [Happening]
  }

  func take(_ body: [UInt8]) async throws -> Response {
    try StationAnswer.json(try await call.center.receivePacket(body))
  }

  func happenings(_ body: [UInt8]) async throws -> Response {
    let headers = call.request.headers
    guard let station = headers[.stationID], let time = headers[.stationTime].flatMap({ Int64($0) }),
      let signature = headers[.stationSignature]
    else { throw StationRefusal.requestUnproven }
    try await call.center.checkProof(signature, of: station, path: call.request.uri.path, at: time, body: body)
    guard let question = try? JSONDecoder().decode(Question.self, from: Data(body)) else { throw HTTPError(.badRequest) }
    return try StationAnswer.json(
      Answer(
        happenings: try await call.center.happenings(
          of: question.visit, campaignID: question.campaign, known: question.known, for: station)))
  }
}
