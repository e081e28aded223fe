/// Which file each event concerned, and which events a later sync had made durable.
struct CrashHistory {
  private var files: [Int: Int] = [:]
  private var durable: Set<Int> = []

  init(_ events: ArraySlice<CrashEvent>, files start: [String: Int]) {
    var names = start
    var next = (start.values.max() ?? -1) + 1
    var unsyncedData: [Int: [Int]] = [:]
    var unsyncedNames: [String: [Int]] = [:]
    for (index, event) in zip(events.indices, events) {
      switch event {
      case .create(let path):
        names[path] = next
        files[index] = next
        next += 1
        unsyncedNames[Self.folder(path), default: []].append(index)
      case .makeFolder(let path), .unlink(let path):
        names[path] = nil
        unsyncedNames[Self.folder(path), default: []].append(index)
      case .link(let path, let name):
        files[index] = names[path]
        names[name] = names[path]
        unsyncedNames[Self.folder(name), default: []].append(index)
      case .rename(let path, let name):
        files[index] = names[path]
        names[name] = names.removeValue(forKey: path)
        unsyncedNames[Self.folder(name), default: []].append(index)
      case .write(let path, _, _), .truncate(let path, _):
        guard let file = names[path] else { continue }
        files[index] = file
        unsyncedData[file, default: []].append(index)
      case .sync(let path):
        if let file = names[path] { durable.formUnion(unsyncedData.removeValue(forKey: file) ?? []) }
      case .syncFolder(let path):
        durable.formUnion(unsyncedNames.removeValue(forKey: path) ?? [])
      case .confirm: break
      }
    }
  }

  func file(of index: Int) -> Int? { files[index] }

  func isDurable(_ index: Int) -> Bool { durable.contains(index) }

  static func folder(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
