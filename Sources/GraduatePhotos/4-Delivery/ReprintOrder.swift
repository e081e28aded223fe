/// 加洗: who wants how many photos of which size, in the order in which they are handed out.
///
/// `Person` is whatever the caller knows people by.
public struct ReprintOrder<Person: Hashable & Sendable>: Sendable, Hashable {
  /// One wish.
  public struct Line: Sendable, Hashable {
    public var person: Person
    public var size: PrintedPhotoSize
    public var copies: Int

    public init(_ person: Person, _ size: PrintedPhotoSize, copies: Int) {
      self.person = person
      self.size = size
      self.copies = copies
    }
  }

  public let lines: [Line]

  /// Wishes of one person for one size become one line, where the first of them stood.
  /// - Throws: `ReprintRefusal` when there is none, or one is outside 1…`copiesLimit`, or all together are above `photosLimit`.
  public init(_ wishes: [Line]) throws(ReprintRefusal) {
    var merged: [Line] = []
    var places: [Line: Int] = [:]
    for wish in wishes {
      guard (1...Self.copiesLimit).contains(wish.copies) else { throw .copies(wish.copies) }
      let key = Line(wish.person, wish.size, copies: 0)
      if let place = places[key] {
        merged[place].copies += wish.copies
        guard merged[place].copies <= Self.copiesLimit else { throw .copies(merged[place].copies) }
      } else {
        places[key] = merged.count
        merged.append(wish)
      }
    }
    guard !merged.isEmpty else { throw .empty }
    let total = merged.reduce(0) { $0 + $1.copies }
    guard total <= Self.photosLimit else { throw .tooMany(total) }
    lines = merged
  }

  /// Photos of one size, or of all.
  public func photos(of size: PrintedPhotoSize? = nil) -> Int {
    lines.reduce(0) { $0 + (size == nil || size == $1.size ? $1.copies : 0) }
  }

  /// Of one person and size.
  public static var copiesLimit: Int { 96 }
  /// Of a whole order.
  public static var photosLimit: Int { 20_000 }
}

/// Why an order for further prints is refused.
public enum ReprintRefusal: Refusal, Hashable {
  case empty
  case copies(Int)
  case tooMany(Int)

  public var code: String {
    switch self {
    case .empty: "reprint.empty"
    case .copies: "reprint.copies"
    case .tooMany: "reprint.too-many"
    }
  }

  public var message: String {
    switch self {
    case .empty: "加洗单里没有照片"
    case .copies(let copies): "每人每种尺寸加洗 1–96 张，现为 \(copies) 张"
    case .tooMany(let photos): "这份加洗单共 \(photos) 张，一份最多 20000 张"
    }
  }

  public var hint: String {
    switch self {
    case .empty: "请先选人和张数"
    case .copies: "请改张数"
    case .tooMany: "请按班级分开加洗"
    }
  }
}
