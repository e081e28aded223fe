import Foundation
import GraduatePhotos
import Synchronization

/// Hands packets to the center as long as it answers, and asks what others did; nothing waits for it.
///
/// A packet is sent until the center confirmed it: whatever is cut off is sent once more, and the center takes a packet once.
public actor SyncLoop {
  /// What people see of the connection.
  public enum Contact: Sendable, Hashable {
    case none
    /// Milliseconds UTC of the last answer.
    case good(Int64)
    /// Since when nobody answers, and why.
    case lost(Int64, String)
  }

  private let station: Station
  private let link: any CenterLink
  public private(set) var contact = Contact.none
  /// Packets that the center refused for good, by id, with its words.
  public private(set) var refused: [String: String] = [:]
  /// Packets on their way at once.
  private static let atOnce = 4

  public init(station: Station, link: any CenterLink) {
    self.station = station
    self.link = link
  }

  /// Goes on until the task is cancelled.
  ///
  /// - pauseSeconds: between two rounds when there is nothing to do.
  public func run(pauseSeconds: Double = 2) async {
    var failures = 0
    while !Task.isCancelled {
      do {
        try await round()
        failures = 0
      } catch is CancellationError { return } catch {
        failures = min(failures + 1, 5)
        lost(error)
      }
      try? await Task.sleep(for: .seconds(failures == 0 ? pauseSeconds : min(60, pauseSeconds * Double(1 << failures))))
    }
  }

  private func lost(_ error: any Error) {
    let why = (error as? any Refusal)?.message ?? "连不上采集中心"
    if case .lost(let since, _) = contact { contact = .lost(since, why) } else { contact = .lost(station.now, why) }
  }

  /// Sends everything that waits, then asks what others did at the open visits.
  ///
  /// - Throws: when nobody answers.
  public func round() async throws {
    var sent = 0
    while true {
      let waiting = try await station.ledger.waitingPackets(limit: 200, after: sent)
      guard !waiting.isEmpty else { break }
      sent = waiting.last?.sequence ?? sent
      try await send(waiting.filter { refused[$0.id] == nil })
    }
    for desk in station.openDesks {
      while true {
        let news = try await link.happenings(of: desk.name, known: await desk.knownSequences)
        try await desk.takeIn(news)
        if news.count < VisitDeskLimits.happeningsAtOnce { break }
      }
    }
    contact = .good(station.now)
  }

  private func send(_ packets: [WaitingPacket]) async throws {
    try await withThrowingTaskGroup(of: (WaitingPacket, PacketReceipt).self) { group in
      var next = 0
      func begin() {
        guard next < packets.count else { return }
        let packet = packets[next]
        next += 1
        group.addTask { [station, link] in (packet, try await link.deliver(await station.ledger.bytes(of: packet))) }
      }
      for _ in 0..<Self.atOnce { begin() }
      while let (packet, receipt) = try await group.next() {
        switch receipt {
        case .taken, .review: try await station.confirm([packet.id], at: "center", visits: [packet.visit])
        case .refused(let why): refused[packet.id] = why
        }
        begin()
      }
    }
  }
}

extension Station {
  /// Packets lie somewhere else too; open desks count anew.
  func confirm(_ ids: [String], at place: String, visits: Set<VisitName>) async throws {
    try await ledger.noteCopy(of: ids, at: place, now: clock.now())
    for visit in visits {
      guard let desk = desk(of: visit) else { continue }
      let (originals, copies) = try await ledger.copies(of: visit)
      await desk.noteCopies(originals, copies)
    }
  }

  public func syncState() async throws -> SyncState { try await ledger.syncState() }
}
