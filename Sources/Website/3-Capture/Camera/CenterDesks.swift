import Foundation
import GraduatePhotos
import Station
import Workflow

/// The center's own station: for crews whose camera is a browser's.
///
/// It is opened with the first desk that somebody wants, because the face models take memory that most centers never need.
public actor CenterDesks {
  private let folder: String
  private let center: CollectionCenter
  private let makeDarkroom: @Sendable () throws -> StationDarkroom
  private var opening: Task<StationHost, any Error>?
  private var syncing: Task<Void, Never>?

  /// - folder: the station's data folder; made when it is needed.
  public init(
    folder: String, center: CollectionCenter, darkroom: @escaping @Sendable () throws -> StationDarkroom = StationDarkroom.found
  ) {
    self.folder = folder
    self.center = center
    makeDarkroom = darkroom
  }

  /// The station, when a desk was opened since the program started.
  func opened() async -> StationHost? { try? await opening?.value }

  /// - Throws: `ModelRefusal` where the face models are missing.
  func host() async throws -> StationHost {
    if let opening { return try await opening.value }
    let task = Task { [folder, center, makeDarkroom] in
      let station = try await Station.open(at: folder, name: "采集中心", darkroom: makeDarkroom())
      return StationHost(
        station: station, sync: SyncLoop(station: station, link: DirectLink(center: center, card: station.card)),
        opensFolders: false)
    }
    opening = task
    do {
      let host = try await task.value
      if syncing == nil { syncing = Task { await host.sync?.run() } }
      return host
    } catch {
      opening = nil
      throw error
    }
  }

  /// Ends it with the server.
  public func close() async {
    syncing?.cancel()
    guard let host = try? await opening?.value else { return }
    await host.inlets.stopAll()
    await host.station.close()
  }
}

/// The way to the center in whose process the station runs.
struct DirectLink: CenterLink {
  let center: CollectionCenter
  let card: StationCard

  func deliver(_ packet: [UInt8]) async throws -> PacketReceipt {
    do {
      switch try await center.receivePacket(packet).state {
      case .taken, .known: return .taken
      case .review: return .review
      }
    } catch let refusal as StationRefusal {
      if case .packet = refusal { return .refused(refusal.message) }
      throw refusal
    }
  }

  func happenings(of visit: VisitName, known: [String: Int]) async throws -> [Happening] {
    try await center.happenings(of: visit.number, campaignID: visit.campaign, known: known, for: card.id)
  }
}
