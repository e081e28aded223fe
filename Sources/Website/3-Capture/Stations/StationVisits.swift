import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A crew member at a station asks for visits, and takes one along.
struct StationVisits: Sendable {
  let call: Call

  /// What is typed at the station, and the station's card.
  private struct Question: Decodable {
    var signInName: String
    var password: String
    var digits: String?
    var card: StationCard
    var campaign: String?
    var number: Int?
  }

  private struct Answer: Encodable {
    let visits: [VisitToTake]
  }

  func list(_ body: [UInt8]) async throws -> Response {
    let question = try question(body)
    let visits = try await signedIn(question) { try await call.center.visitsToTake(by: $0) }
    return try StationAnswer.json(Answer(visits: visits))
  }

  func file(_ body: [UInt8]) async throws -> Response {
    let question = try question(body)
    guard let campaign = question.campaign, let number = question.number else { throw HTTPError(.badRequest) }
    let readings = await Self.readings()
    let made = try await signedIn(question) { photographer in
      try await call.center.visitFile(
        for: question.card, of: number, campaignID: campaign, readings: readings, by: photographer)
    }
    return Response(
      status: .ok, headers: [.contentType: "application/octet-stream"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: made.bytes)))
  }

  /// Readings of characters, so that people are found by initials.
  static func readings() async -> CharacterTable? {
    guard let folder = ShippedFiles.found()?.characters.path else { return nil }
    return await CharacterShelf.shared.table(in: folder)
  }

  private func question(_ body: [UInt8]) throws -> Question {
    guard let question = try? JSONDecoder().decode(Question.self, from: Data(body)) else { throw HTTPError(.badRequest) }
    return question
  }

  private func signedIn<T: Sendable>(_ question: Question, _ work: (Photographer) async throws -> T) async throws -> T {
    try await call.center.signedInAtStation(
      name: question.signInName, password: question.password, digits: question.digits ?? "",
      from: SignInPlace(address: call.place.address, deviceToken: nil, device: "拍摄工作站"), work)
  }
}
