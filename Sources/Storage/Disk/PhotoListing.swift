import Foundation

/// Walks the store folder by folder, holding the names of one folder of each level at a time.
///
/// Used by one operation at a time.
final class PhotoListing: @unchecked Sendable {
  private let root: String
  private var outer: [String]?
  private var inner: [String] = []
  private var photos: [PhotoHash] = []
  /// Paths that are no photos, as they are met.
  private(set) var strangers: [String] = []

  init(root: String) { self.root = root }

  func next() throws -> PhotoHash? {
    while true {
      if let photo = photos.popLast() { return photo }
      if let folder = inner.popLast() {
        try open(folder)
        continue
      }
      if outer == nil {
        outer = try PhotoFile.names(in: root).filter { $0 != DiskPhotoStore.temporaryFolder }.sorted(by: >)
      }
      guard let folder = outer?.popLast() else { return nil }
      guard Self.isFolderName(folder) else {
        strangers.append(folder)
        continue
      }
      inner = try PhotoFile.names(in: "\(root)/\(folder)").sorted(by: >).map { "\(folder)/\($0)" }
    }
  }

  private func open(_ folder: String) throws {
    let parts = folder.split(separator: "/")
    guard parts.count == 2, parts.allSatisfy({ Self.isFolderName(String($0)) }) else {
      strangers.append(folder)
      return
    }
    for name in try PhotoFile.names(in: "\(root)/\(folder)").sorted(by: >) {
      if let hash = PhotoHash(name), DiskPhotoStore.folders(of: hash).joined(separator: "/") == folder {
        photos.append(hash)
      } else {
        strangers.append("\(folder)/\(name)")
      }
    }
  }

  private static func isFolderName(_ name: String) -> Bool {
    name.utf8.count == 2 && name.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}
