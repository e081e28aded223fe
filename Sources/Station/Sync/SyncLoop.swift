import Foundation
import GraduatePhotos
import Storage
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

  private enum Step: Sendable {
    case answered(WaitingPacket, Result<PacketReceipt, any Error>)
    case noted
  }

  /// Several on their way at once, because each waits for the center's disk; what was confirmed is noted together, for the same reason.
  private func send(_ packets: [WaitingPacket]) async throws {
    try await withThrowingTaskGroup(of: Step.self) { group in
      var rest = packets[...]
      var bytesUnderWay = 0
      var unnoted: [WaitingPacket] = []
      var isNoting = false
      var failure: (any Error)?
      var underWay = 0
      func begin() {
        while failure == nil, let packet = rest.first,
          underWay == 0
            || underWay < VisitDeskLimits.packetsUnderWay
              && bytesUnderWay + packet.byteCount <= VisitDeskLimits.bytesUnderWay
        {
          rest.removeFirst()
          underWay += 1
          bytesUnderWay += packet.byteCount
          group.addTask { [station, link] in
            do {
              return .answered(packet, .success(try await link.deliver(await station.ledger.bytes(of: packet))))
            } catch PhotoStoreError.corrupt, PhotoStoreError.missing, PhotoStoreError.system(errno: EIO, call: _) {
              // The disk spoilt it: it holds up nothing behind it, and people are told.
              return .answered(packet, .success(.refused("工作站磁盘上的这个数据包读不出来，请用 U 盘上的副本或相机存储卡补交")))
            } catch { return .answered(packet, .failure(error)) }
          }
        }
      }
      func note() {
        guard !isNoting, !unnoted.isEmpty else { return }
        let confirmed = unnoted
        (unnoted, isNoting) = ([], true)
        group.addTask { [station] in
          try await station.confirm(confirmed.map(\.id), at: "center", visits: Set(confirmed.map(\.visit)))
          return .noted
        }
      }
      begin()
      while let step = try await group.next() {
        switch step {
        case .noted: isNoting = false
        case .answered(let packet, let answer):
          underWay -= 1
          bytesUnderWay -= packet.byteCount
          switch answer {
          case .success(.taken), .success(.review): unnoted.append(packet)
          case .success(.refused(let why)): refused[packet.id] = why
          case .failure(let error): failure = failure ?? error
          }
        }
        note()
        begin()
      }
      if let failure { throw failure }
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
