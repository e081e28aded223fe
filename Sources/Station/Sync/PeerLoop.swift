import Foundation
import GraduatePhotos
import Outward

/// The way to another station: over the network, or within a test.
public protocol PeerLink: Sendable {
  /// The sealed answer.
  ///
  /// - Throws: when nobody answers, or `CenterRefusal` with the other's words.
  func ask(_ address: String, _ envelope: PeerEnvelope) async throws -> [UInt8]
}

/// Other stations over HTTP: `POST /station/peer`.
public struct HTTPPeerLink: PeerLink {
  private let outlet: Outlet

  public init(over network: CenterNetwork) { outlet = network.outlet }

  private struct Problem: Decodable { var error: String? }

  public func ask(_ address: String, _ envelope: PeerEnvelope) async throws -> [UInt8] {
    let reply: HTTPReply
    do {
      reply = try await outlet.send(
        HTTPCall(
          .post, address + "/station/peer", headers: [HTTPHeader("content-type", "application/json")],
          body: .bytes(Array(try StationLedger.encoder.encode(envelope))),
          target: .memory(limitBytes: VisitDeskLimits.peerBytes),
          patience: Patience(connectMilliseconds: 3_000, totalMilliseconds: 20_000)))
    } catch is OutwardError { throw CenterRefusal(code: "peer.unreachable", message: "连不上，请核对地址和网络") }
    guard reply.status == 200 else {
      let problem = try? JSONDecoder().decode(Problem.self, from: Data(reply.body))
      throw CenterRefusal(code: "peer.answer", message: problem?.error ?? "那里不是毕影工作站（\(reply.status)）")
    }
    return reply.body
  }
}

/// Stations of one visit that tell each other what happened, with no center in reach: who checked in at the door is known at the camera.
///
/// One address at one of them is enough: each question also tells what the other does not know yet.
public actor PeerLoop {
  /// What people see of another station.
  public struct Line: Sendable {
    public let address: String
    /// Empty until it answered.
    public let name: String
    public let contact: SyncLoop.Contact
  }

  private struct Place: Hashable {
    let visit: VisitName
    let address: String
  }

  private struct Other {
    var name = ""
    var station = ""
    var contact = SyncLoop.Contact.none
    /// What it said it knows.
    var known: [String: Int]?
  }

  private let station: Station
  private let link: any PeerLink
  private var others: [Place: Other] = [:]

  public init(station: Station, link: any PeerLink) {
    self.station = station
    self.link = link
  }

  /// Goes on until the task is cancelled.
  public func run(pauseSeconds: Double = 1) async {
    while !Task.isCancelled {
      await round()
      try? await Task.sleep(for: .seconds(pauseSeconds))
    }
  }

  /// Asks every other station of every open visit, all at once: one that is silent keeps nobody waiting.
  public func round() async {
    await withTaskGroup(of: Void.self) { group in
      for desk in station.openDesks {
        for address in (try? await station.peerAddresses(of: desk.name)) ?? [] {
          group.addTask { await self.talk(desk, Place(visit: desk.name, address: address)) }
        }
      }
    }
  }

  public func lines(of visit: VisitName) async throws -> [Line] {
    try await station.peerAddresses(of: visit).map { address in
      let other = others[Place(visit: visit, address: address)] ?? Other()
      return Line(address: address, name: other.name, contact: other.contact)
    }
  }

  private func talk(_ desk: VisitDesk, _ place: Place) async {
    do {
      guard let key = desk.peerKey else { throw VisitDeskRefusal.noPeerKey }
      for _ in 0..<VisitDeskLimits.peerQuestionsAtOnce {
        guard try await exchange(desk, place, key) else { break }
      }
    } catch is CancellationError { return } catch {
      let why = (error as? any Refusal)?.message ?? "连不上"
      var since = station.now
      if case .lost(let first, _) = others[place]?.contact { since = first }
      others[place, default: Other()].contact = .lost(since, why)
      // It may have been another one's laptop, or set up anew: ask before telling.
      others[place]?.known = nil
    }
  }

  /// One question; true when there is more to ask or to tell.
  private func exchange(_ desk: VisitDesk, _ place: Place, _ key: VisitKey) async throws -> Bool {
    let question = await desk.question(
      theirs: others[place]?.known, of: others[place]?.station ?? "", id: station.chance.identifier(at: station.now),
      name: station.card.name)
    let sealed = try key.seal(StationLedger.encoder.encode(question), as: "ask:\(question.id)")
    let reply = try await link.ask(
      place.address,
      PeerEnvelope(
        campaign: desk.name.campaign, visit: desk.name.number, question: question.id,
        sealed: Data(sealed).base64EncodedString()))
    guard let plain = try? key.open(reply, as: "answer:\(question.id)"),
      let answer = try? JSONDecoder().decode(PeerAnswer.self, from: Data(plain))
    else { throw VisitDeskRefusal.notAPeer }
    try await desk.takeIn(answer.news)
    let before = others[place]?.known
    others[place] = Other(name: answer.name, station: answer.station, contact: .good(station.now), known: answer.known)
    let untold = await desk.hasNews(after: answer.known, for: answer.station)
    // Told and still unknown there: asking once more would change nothing.
    return answer.news.count == VisitDeskLimits.happeningsAtOnce || untold && before != answer.known
  }
}
