import Foundation
import GraduatePhotos
import Station

/// A station with what runs beside its pages: folders that are watched, the camera, and the way to the center.
public final class StationHost: Sendable {
  public let station: Station
  public let inlets: InletKeeper
  public let sync: SyncLoop?
  /// Other stations of the same visits; nil at the center, which knows them all.
  public let peers: PeerLoop?
  /// Folders of this machine may be named: at a crew's own laptop, never at the center, whose folders are nobody's to choose from afar.
  let opensFolders: Bool

  /// - camera: the one that is connected to this machine, if any.
  public init(
    station: Station, sync: SyncLoop?, peers: PeerLoop? = nil, opensFolders: Bool = true, camera: CameraChoice? = nil
  ) {
    self.peers = peers
    self.opensFolders = opensFolders
    self.station = station
    inlets = InletKeeper(station: station, camera: camera)
    self.sync = sync
  }
}
