/// How large a disc may become.
public enum DiscCapacity: String, Sendable, Hashable, CaseIterable, Codable {
  /// A CD of 700 MB: 360,000 sectors.
  case cd
  /// A DVD of 4.7 GB: 2,295,104 sectors.
  case dvd
  /// A file that is fetched, or a hard disk.
  case unlimited

  /// Bytes of the whole image; nil without a limit.
  public var bytes: Int? {
    switch self {
    case .cd: 360_000 * DiscSpace.sectorBytes
    case .dvd: 2_295_104 * DiscSpace.sectorBytes
    case .unlimited: nil
    }
  }

  public var chineseName: String {
    switch self {
    case .cd: "CD（700 MB）"
    case .dvd: "DVD（4.7 GB）"
    case .unlimited: "不分卷"
    }
  }
}

/// What files take on a disc; never less than they really take.
enum DiscSpace {
  static let sectorBytes = 2048
  /// Descriptors, path tables, the run-out that the writer adds, and what stands beside the pictures besides index and manifest.
  static let fixedBytes = 2 << 20
  /// A file's records in the two trees of folders, its line in the manifest and in the index (DBF and XLSX).
  static let recordBytes = 2_000
  /// A class's folder in both trees, and its parents should they begin with it.
  static let folderBytes = 4 * 2 * sectorBytes

  static func bytes(of photo: PlacedPhoto) -> Int {
    (photo.line.byteCount + sectorBytes - 1) / sectorBytes * sectorBytes + recordBytes
  }
}

/// One disc of a delivery.
public struct DeliveryVolume: Sendable, Hashable {
  /// 1…`count`.
  public var number: Int
  public var count: Int
  public var photos: [PlacedPhoto]

  public init(number: Int, count: Int, photos: [PlacedPhoto]) {
    self.number = number
    self.count = count
    self.photos = photos
  }

  /// Divides a delivery over discs, in its order; a class is torn only when it is larger than a disc.
  ///
  /// - Parameters:
  ///   - photos: as `DeliveryLayout` placed them. None gives one empty volume.
  ///   - capacity: how large a disc may become.
  /// - Returns: one volume or more, all photos in their order.
  /// - Throws: `DeliveryRefusal.tooManyVolumes`.
  public static func split(_ photos: [PlacedPhoto], by capacity: DiscCapacity) throws(DeliveryRefusal) -> [DeliveryVolume] {
    guard let limit = capacity.bytes else { return [DeliveryVolume(number: 1, count: 1, photos: photos)] }
    return try split(photos, volumeBytes: limit)
  }

  /// The same for discs of so many bytes.
  static func split(_ photos: [PlacedPhoto], volumeBytes: Int) throws(DeliveryRefusal) -> [DeliveryVolume] {
    let room = volumeBytes - DiscSpace.fixedBytes
    var volumes: [[PlacedPhoto]] = [[]]
    var used = 0
    var start = 0
    while start < photos.count {
      let folder = photos[start].folder
      let end = photos[start...].firstIndex { !$0.folder.hasSameCodePoints(as: folder) } ?? photos.count
      let group = photos[start..<end]
      let bytes = group.reduce(DiscSpace.folderBytes) { $0 + DiscSpace.bytes(of: $1) }
      if used + bytes > room, used > 0 {
        volumes.append([])
        used = 0
      }
      if bytes <= room {
        volumes[volumes.count - 1] += group
        used += bytes
      } else {
        used = tear(group, room: room, into: &volumes)
      }
      start = end
    }
    guard volumes.count <= DeliveryLimits.volumes.upperBound else { throw .tooManyVolumes(volumes.count) }
    return volumes.enumerated().map { DeliveryVolume(number: $0 + 1, count: volumes.count, photos: $1) }
  }

  /// Puts a class that is larger than a disc over as many as it needs; the last of them takes others too.
  private static func tear(_ group: ArraySlice<PlacedPhoto>, room: Int, into volumes: inout [[PlacedPhoto]]) -> Int {
    var used = DiscSpace.folderBytes
    for photo in group {
      let bytes = DiscSpace.bytes(of: photo)
      if used + bytes > room, volumes.last?.isEmpty == false {
        volumes.append([])
        used = DiscSpace.folderBytes
      }
      volumes[volumes.count - 1].append(photo)
      used += bytes
    }
    return used
  }
}
