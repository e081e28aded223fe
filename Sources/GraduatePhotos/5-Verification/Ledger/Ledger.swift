/// Whose numbers a line of the ledger holds; compared code point for code point.
public struct LedgerPlace: Sendable, Hashable {
  public var institutionCode: String
  public var institution: String
  /// Empty for those who study at the institution itself.
  public var studyCenter: String
  /// Nil where a table of codes does not say it.
  public var category: Category?
  public var department: String
  public var classGroup: String

  public init(
    institutionCode: String, institution: String, studyCenter: String = "", category: Category? = nil, department: String = "",
    classGroup: String = ""
  ) {
    self.institutionCode = institutionCode
    self.institution = institution
    self.studyCenter = studyCenter
    self.category = category
    self.department = department
    self.classGroup = classGroup
  }

  /// 「某大学　文学院　汉文1班」.
  public var chinese: String {
    [institution, studyCenter, department, classGroup].filter { !$0.isEmpty }.joined(separator: "　")
  }

  private var key: [[UInt8]] {
    [institutionCode, institution, studyCenter, category?.rawValue ?? "", department, classGroup].map { Array($0.utf8) }
  }

  public static func == (left: LedgerPlace, right: LedgerPlace) -> Bool { left.key == right.key }
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// One line of the ledger.
public struct LedgerEntry: Sendable, Hashable {
  public var place: LedgerPlace
  public var count: LedgerCount

  public init(_ place: LedgerPlace, _ count: LedgerCount) {
    self.place = place
    self.count = count
  }
}

/// 应采实采对账 (promise 3): the numbers of all classes, that close or name the class where they do not.
public struct Ledger: Sendable, Hashable {
  /// By what lines are put together.
  public enum Level: Sendable, Hashable, CaseIterable {
    case classGroup, department, institution, province

    public var chineseName: String {
      switch self {
      case .classGroup: "按班级"
      case .department: "按院系"
      case .institution: "按院校"
      case .province: "全省"
      }
    }
  }

  /// One a class, in the order in which each was first met.
  public private(set) var classes: [LedgerEntry] = []

  /// Lines of one class are put together.
  public init(_ lines: [LedgerEntry]) { classes = Self.merged(lines) { $0 } }

  /// Everybody's place: the roster says who is due and `posts` where each stands.
  ///
  /// Who stands nowhere, twice, or is not due keeps his class from closing.
  public init(due: [(person: String, place: LedgerPlace)], posts: [(person: String, place: LedgerPlace, post: LedgerPost)]) {
    self.init(
      due.map { LedgerEntry($0.place, LedgerCount(due: 1)) }
        + posts.map { LedgerEntry($0.place, LedgerCount(due: 0, [$0.post: 1])) })
  }

  public var total: LedgerCount { classes.reduce(.zero) { $0 + $1.count } }

  /// Lines put together, in the order in which each was first met; the place keeps what its level says.
  public func lines(by level: Level) -> [LedgerEntry] {
    Self.merged(classes) { place in
      switch level {
      case .classGroup: place
      case .department:
        LedgerPlace(
          institutionCode: place.institutionCode, institution: place.institution, studyCenter: place.studyCenter,
          category: place.category, department: place.department)
      case .institution: LedgerPlace(institutionCode: place.institutionCode, institution: place.institution)
      case .province: LedgerPlace(institutionCode: "", institution: "")
      }
    }
  }

  /// Classes that do not close: two that are wrong by one each are found although their sum is right.
  public var openClasses: [LedgerEntry] { classes.filter { !$0.count.isClosed } }

  /// The invariant of promise 3.
  /// - Throws: `LedgerRefusal.open` with the first class that does not close.
  public func close() throws(LedgerRefusal) {
    let open = openClasses
    guard let first = open.first else { return }
    throw .open(place: first.place.chinese, first.count, others: open.count - 1)
  }

  /// Ledgers of several institutions as one.
  public static func + (left: Ledger, right: Ledger) -> Ledger { Ledger(left.classes + right.classes) }

  private static func merged(_ lines: [LedgerEntry], _ place: (LedgerPlace) -> LedgerPlace) -> [LedgerEntry] {
    var result: [LedgerEntry] = []
    var positions: [LedgerPlace: Int] = [:]
    for line in lines {
      let place = place(line.place)
      if let position = positions[place] {
        result[position].count += line.count
      } else {
        positions[place] = result.count
        result.append(LedgerEntry(place, line.count))
      }
    }
    return result
  }
}

/// Why a ledger is not sealed.
public enum LedgerRefusal: Refusal, Hashable {
  case empty
  case open(place: String, LedgerCount, others: Int)

  public var code: String {
    switch self {
    case .empty: "ledger.empty"
    case .open: "ledger.open"
    }
  }

  public var message: String {
    switch self {
    case .empty: "还没有学生名单，没有可以对的账"
    case .open(let place, let count, let others):
      "\(place)的人数对不上：\(count.chinese)" + (others > 0 ? "；另有 \(others) 个班级对不上" : "")
    }
  }

  public var hint: String {
    switch self {
    case .empty: "请先导入学生名单"
    case .open(_, let count, _):
      count.difference > 0 ? "请打开这个班级，给没有着落的学生登记漏拍或学籍异动" : "请打开这个班级，核对是否有人登记了两次"
    }
  }
}
