import Foundation
import GraduatePhotos
import Outward

/// What the center said to a packet.
public enum PacketReceipt: Sendable, Hashable {
  /// It has it, safely on its disk; it may have had it before.
  case taken
  /// It has it, and people at the center look at it first: the station was revoked, or something in it does not fit.
  case review
  /// It will never take it: damaged, or not for this center.
  case refused(String)
}

/// The way to the center: over the network, or in the same process.
public protocol CenterLink: Sendable {
  /// Hands over one packet's bytes.
  ///
  /// - Throws: when nobody answers; then it is tried again.
  func deliver(_ packet: [UInt8]) async throws -> PacketReceipt

  /// What others did at a visit, beyond what is known of each station.
  func happenings(of visit: VisitName, known: [String: Int]) async throws -> [Happening]
}

/// Why the center gave no visit.
public struct CenterRefusal: Refusal, Equatable {
  public let code: String
  public let message: String

  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

/// The center over HTTP: `POST /station/packets`, `/station/happenings`, `/station/visits`, `/station/visit-file`.
///
/// Packets carry their own signature; the other calls are signed in headers, or bear a sign-in.
public struct HTTPCenterLink: CenterLink {
  private let address: String
  private let outlet: Outlet
  private let identity: StationIdentity
  private let clock: StationClock

  init(address: String, outlet: Outlet, identity: StationIdentity, clock: StationClock) {
    self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
    self.outlet = outlet
    self.identity = identity
    self.clock = clock
  }

  private struct ReceiptText: Decodable {
    var state: String?
    var error: String?
    var code: String?
  }

  public func deliver(_ packet: [UInt8]) async throws -> PacketReceipt {
    let reply = try await outlet.send(
      HTTPCall(
        .post, address + "/station/packets", headers: [HTTPHeader("content-type", "application/octet-stream")],
        body: .bytes(packet), patience: Patience(totalMilliseconds: 0)))
    let text = try? JSONDecoder().decode(ReceiptText.self, from: Data(reply.body))
    switch (reply.status, text?.state) {
    case (200, "taken"), (200, "known"): return .taken
    case (200, "review"): return .review
    // Too busy, or on its way up and down: later.
    case (429, _), (500..., _): throw CenterRefusal(code: "center.busy", message: "采集中心正忙")
    // Somebody between here and the center: the others may pass.
    case (413, nil): return .refused("途中的代理服务器不放行这么大的数据包，请管理员放宽上限，再重新启动工作站程序")
    case (400..<500, _) where text?.code?.hasPrefix("packet.") == true: return .refused(text?.error ?? "")
    default: throw CenterRefusal(code: "center.answer", message: "采集中心的回答看不懂（\(reply.status)）")
    }
  }

  private struct Known: Encodable {
    var campaign: String
    var visit: Int
    var known: [String: Int]
  }

  private struct Happened: Decodable { var happenings: [Happening] }

  public func happenings(of visit: VisitName, known: [String: Int]) async throws -> [Happening] {
    let body = try StationLedger.encoder.encode(Known(campaign: visit.campaign, visit: visit.number, known: known))
    let path = "/station/happenings"
    let reply = try await outlet.send(
      HTTPCall(
        .post, address + path,
        headers: [HTTPHeader("content-type", "application/json")]
          + identity.headers(path: path, body: Array(body), at: clock.now()),
        body: .bytes(Array(body))))
    guard reply.status == 200 else { throw CenterRefusal(code: "center.answer", message: "采集中心没有给出名单（\(reply.status)）") }
    return try JSONDecoder().decode(Happened.self, from: Data(reply.body)).happenings
  }
}

extension StationIdentity {
  /// What proves who asks: id, time and a signature over path, time and body.
  func headers(path: String, body: [UInt8], at now: Int64) -> [HTTPHeader] {
    let text = RequestProof.text(path: path, at: now, body: body)
    let signature = (try? RequestProof.sign(text, with: signingKey)) ?? ""
    return [
      HTTPHeader("x-biying-station", id), HTTPHeader("x-biying-time", String(now)), HTTPHeader("x-biying-signature", signature),
    ]
  }
}
