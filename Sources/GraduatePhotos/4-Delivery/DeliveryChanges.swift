/// What a delivery changes against the one before it.
public struct DeliveryChanges: Sendable, Hashable {
  /// A graduate who is in both deliveries, with what was and what is.
  public struct Pair: Sendable, Hashable {
    public var before: DeliveryLine
    public var now: DeliveryLine

    public init(before: DeliveryLine, now: DeliveryLine) {
      self.before = before
      self.now = now
    }
  }

  /// 新增: in this delivery only.
  public var added: [DeliveryLine] = []
  /// 换片: another picture, whether the data are the same or not.
  public var replaced: [Pair] = []
  /// 数据更正: other data, whether the picture is the same or not (A7: the photo stays valid).
  public var corrected: [Pair] = []
  /// 撤回: in the delivery before only.
  public var removed: [DeliveryLine] = []

  public var isEmpty: Bool { added.isEmpty && replaced.isEmpty && corrected.isEmpty && removed.isEmpty }

  /// Compares two deliveries by our number of each graduate; every list is in the order of these numbers.
  public init(from before: [DeliveryLine], to now: [DeliveryLine]) {
    let old = Dictionary(before.map { ($0.internalNumber, $0) }) { $1 }
    let new = Dictionary(now.map { ($0.internalNumber, $0) }) { $1 }
    for (number, line) in new.sorted(by: { $0.key < $1.key }) {
      guard let past = old[number] else {
        added.append(line)
        continue
      }
      if past.sha256 != line.sha256 { replaced.append(Pair(before: past, now: line)) }
      if !past.hasSameData(as: line) { corrected.append(Pair(before: past, now: line)) }
    }
    removed = old.filter { new[$0.key] == nil }.sorted { $0.key < $1.key }.map(\.value)
  }
}

/// What the files of two deliveries differ in, where only their manifests are at hand.
public struct ManifestChanges: Sendable, Hashable {
  public struct Move: Sendable, Hashable {
    public var from: String
    public var to: String

    public init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }

  public var added: [String] = []
  public var replaced: [String] = []
  public var removed: [String] = []
  /// The same bytes under another path, as after a corrected number or class.
  public var moved: [Move] = []

  public var isEmpty: Bool { added.isEmpty && replaced.isEmpty && removed.isEmpty && moved.isEmpty }

  /// Compares all volumes of two deliveries; every list is in the order of the paths.
  public init(from before: [Manifest], to now: [Manifest]) {
    let old = Self.files(before)
    let new = Self.files(now)
    var left: [String: [Manifest.File]] = [:]
    for file in old.values.sorted(by: { $0.path < $1.path }) where new[Array(file.path.utf8)] == nil {
      left[file.sha256, default: []].append(file)
    }
    for file in new.values.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
      if let past = old[Array(file.path.utf8)] {
        if past.sha256 != file.sha256 { replaced.append(file.path) }
      } else if let source = left[file.sha256]?.first {
        left[file.sha256]?.removeFirst()
        moved.append(Move(from: source.path, to: file.path))
      } else {
        added.append(file.path)
      }
    }
    removed = left.values.flatMap { $0.map(\.path) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// By the bytes of the path: strings of other code points may call themselves equal.
  private static func files(_ manifests: [Manifest]) -> [[UInt8]: Manifest.File] {
    Dictionary(manifests.flatMap(\.files).map { (Array($0.path.utf8), $0) }) { $1 }
  }
}
