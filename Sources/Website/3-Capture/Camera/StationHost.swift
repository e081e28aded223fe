import Foundation
import GraduatePhotos
import Station

/// A station with what runs beside its pages: folders that are watched, and the way to the center.
public final class StationHost: Sendable {
  public let station: Station
  public let inlets: InletKeeper
  public let sync: SyncLoop?

  public init(station: Station, sync: SyncLoop?) {
    self.station = station
    inlets = InletKeeper(station: station)
    self.sync = sync
  }
}
