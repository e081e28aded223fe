import Foundation

/// What a disk may hold after a power cut: files, names, and which changes had reached it for certain.
///
/// The weakest legal reading: data is kept only by a sync of its file, names only by a sync of their folder; everything else is
/// there or not, each change on its own, and a write may be there in part. Only a rename is never half done.
struct CrashDisk {
  private enum Node {
    case file(Int)
    case folder
  }

  /// Content of a file.
  private var files: [[UInt8]] = []
  private var names: [String: Node] = [:]

  /// The state at the start, which is durable.
  init(folder: String) throws {
    guard let walker = FileManager.default.enumerator(atPath: folder) else { return }
    for case let name as String in walker {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
      if isFolder.boolValue {
        names[name] = .folder
      } else {
        add(name, Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
      }
    }
  }

  private mutating func add(_ name: String, _ bytes: [UInt8]) {
    names[name] = .file(files.count)
    files.append(bytes)
  }

  /// The files by their names.
  var fileNumbers: [String: Int] {
    names.compactMapValues { if case .file(let file) = $0 { file } else { nil } }
  }

  /// The disk after a prefix of the events, with those changes left out (or cut short) that `keep` says.
  ///
  /// `keep` says for an event that is not durable, by its index, how many of its bytes are there (of a write), 0 for not at
  /// all; any other number for a change of names.
  func after(_ events: ArraySlice<CrashEvent>, keep: (Int) -> Int) -> CrashDisk {
    var disk = self
    let history = CrashHistory(events, files: fileNumbers)
    for index in events.indices {
      let kept = history.isDurable(index) ? Int.max : keep(index)
      guard kept > 0 else { continue }
      disk.apply(events[index], file: history.file(of: index), kept: kept)
    }
    return disk
  }

  private mutating func apply(_ event: CrashEvent, file: Int?, kept: Int) {
    if let file {
      while files.count <= file { files.append([]) }
    }
    switch event {
    case .makeFolder(let path): names[path] = .folder
    case .create(let path): if let file { names[path] = .file(file) }
    case .link(_, let name): if let file { names[name] = .file(file) }
    case .rename(let path, let name):
      if let file { names[name] = .file(file) }
      names[path] = nil
    case .unlink(let path): names[path] = nil
    case .write(_, let offset, let bytes):
      guard let file else { return }
      let bytes = bytes.prefix(kept)
      let end = offset + bytes.count
      if files[file].count < end { files[file] += [UInt8](repeating: 0, count: end - files[file].count) }
      files[file].replaceSubrange(offset..<end, with: bytes)
    case .truncate(_, let size):
      guard let file else { return }
      let now = files[file].count
      if size < now { files[file].removeLast(now - size) } else { files[file] += [UInt8](repeating: 0, count: size - now) }
    case .sync, .syncFolder, .confirm: break
    }
  }

  /// Tells two disks apart, to look at each only once.
  var fingerprint: Int {
    var hasher = Hasher()
    for (name, node) in names.sorted(by: { $0.key < $1.key }) where isReachable(name) {
      hasher.combine(name)
      if case .file(let file) = node { hasher.combine(files[file]) }
    }
    return hasher.finalize()
  }

  /// Writes the state into an empty folder.
  func write(to folder: String) throws {
    for (name, node) in names.sorted(by: { $0.key < $1.key }) where isReachable(name) {
      let url = URL(fileURLWithPath: folder + "/" + name)
      switch node {
      case .folder: try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      case .file(let file): try Data(files[file]).write(to: url)
      }
    }
  }

  /// A name in a folder that was lost is lost with it.
  private func isReachable(_ name: String) -> Bool {
    var path = Substring(name)
    while let slash = path.lastIndex(of: "/") {
      path = path[..<slash]
      guard case .folder? = names[String(path)] else { return false }
    }
    return true
  }
}
