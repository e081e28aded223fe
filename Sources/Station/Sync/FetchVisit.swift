import Foundation
import GraduatePhotos
import Outward

/// A visit that the center would hand out.
public struct OfferedVisit: Sendable, Hashable, Decodable {
  public let campaign: String
  public let title: String
  public let number: Int
  public let place: String
  public let day: CalendarDay
  public let span: MinuteSpan
}

/// A crew member's sign-in at the center, typed at the station.
public struct CenterSignIn: Sendable {
  public var name: String
  public var password: String
  /// Of the second factor; empty where none is asked for.
  public var digits: String

  public init(name: String, password: String, digits: String) {
    self.name = name
    self.password = password
    self.digits = digits
  }
}

extension Station {
  private struct Asking: Encodable {
    var signInName: String
    var password: String
    var digits: String
    var card: StationCard
    var campaign: String?
    var number: Int?
  }

  private struct Offers: Decodable { var visits: [OfferedVisit] }

  private struct Problem: Decodable {
    var code: String?
    var error: String?
  }

  /// The visits that the center would hand out to somebody.
  ///
  /// - address: `https://…`; plain http only to this machine or within a network of one's own.
  /// - Throws: `CenterRefusal` with the center's own words.
  public func visitsAtCenter(
    _ address: String, _ signIn: CenterSignIn, over network: CenterNetwork
  ) async throws -> [OfferedVisit] {
    let reply = try await ask(address, "/station/visits", asking(signIn), network.outlet)
    return try JSONDecoder().decode(Offers.self, from: Data(reply)).visits
  }

  /// Fetches a visit and takes it along.
  public func fetch(_ visit: VisitName, at address: String, _ signIn: CenterSignIn, over network: CenterNetwork) async throws {
    var asking = asking(signIn)
    asking.campaign = visit.campaign
    asking.number = visit.number
    let file = try await ask(address, "/station/visit-file", asking, network.outlet)
    try await take(file)
    if try await centerAddress().isEmpty { try await setCenterAddress(address) }
  }

  /// The way to the center over the network; nil while no visit told where it is.
  public func link(over network: CenterNetwork) async throws -> (any CenterLink)? {
    let address = try await centerAddress()
    return address.isEmpty ? nil : link(to: address, over: network)
  }

  public func link(to address: String, over network: CenterNetwork) -> any CenterLink {
    HTTPCenterLink(address: address, outlet: network.outlet, identity: identity, clock: clock)
  }

  public func setCenterAddress(_ address: String) async throws {
    try await database.write { sql in
      _ = try sql.execute("UPDATE own_center SET address = ? WHERE only = 1", [.text(address)])
    }
  }

  private func asking(_ signIn: CenterSignIn) -> Asking {
    Asking(signInName: signIn.name, password: signIn.password, digits: signIn.digits, card: card)
  }

  /// The center weighs a password and writes out a whole visit before the first byte comes: a busy one may be silent for minutes.
  private static let patience = Patience(totalMilliseconds: 0, lowSpeedSeconds: 180)

  private func ask(_ address: String, _ path: String, _ asking: Asking, _ outlet: Outlet) async throws -> [UInt8] {
    let base = address.hasSuffix("/") ? String(address.dropLast()) : address
    let reply: HTTPReply
    do {
      reply = try await outlet.send(
        HTTPCall(
          .post, base + path, headers: [HTTPHeader("content-type", "application/json")],
          body: .bytes(Array(try StationLedger.encoder.encode(asking))), target: .memory(limitBytes: VisitFile.sizeLimitBytes),
          patience: Self.patience))
    } catch is OutwardError {
      throw CenterRefusal(code: "center.unreachable", message: "连不上采集中心，请核对地址和网络")
    }
    guard reply.status == 200 else {
      let problem = try? JSONDecoder().decode(Problem.self, from: Data(reply.body))
      throw CenterRefusal(
        code: problem?.code ?? "center.answer", message: problem?.error ?? "采集中心没有给出场次（\(reply.status)）")
    }
    return reply.body
  }
}
