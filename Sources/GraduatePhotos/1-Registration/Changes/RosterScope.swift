/// How much of the roster a file stands for (domain.md 2.2: one file a category; A9.3: by department): whoever is registered beyond
/// it is not gone because the file lacks him.
public enum RosterScope: String, Sendable, Hashable, Codable, CaseIterable {
  case whole
  /// The categories that occur in the file.
  case categories
  /// The departments that occur in the file, each within its category.
  case departments
  /// Adds and changes only: nobody is gone.
  case additions

  public var chineseName: String {
    switch self {
    case .whole: "全部名单"
    case .categories: "其中的类别"
    case .departments: "其中的院系"
    case .additions: "只增加和修改"
    }
  }

  /// What a file that lacks registered categories or departments most likely stands for; a person may say otherwise.
  public static func proposed(file: RosterExtent, registered: RosterExtent) -> RosterScope {
    let known = registered.units.filter { file.categories.contains($0.category) }
    if !known.isSubset(of: file.units) { return .departments }
    return registered.categories.isSubset(of: file.categories) ? .whole : .categories
  }
}

/// The categories and departments that a list of graduates spans.
public struct RosterExtent: Sendable, Hashable, Codable {
  public struct Unit: Sendable, Hashable, Codable {
    /// Nil where a table of codes does not say it.
    public let category: Category?
    public let department: String

    public init(category: Category?, department: String) {
      self.category = category
      self.department = department
    }
  }

  public private(set) var units: Set<Unit> = []

  public init(_ entries: some Sequence<RosterEntry> = []) { for entry in entries { add(entry) } }

  public mutating func add(_ entry: RosterEntry) { add(entry.unit) }

  public mutating func add(_ unit: Unit) { units.insert(unit) }

  public var categories: Set<Category?> { Set(units.map(\.category)) }
}

/// Which registered records a file speaks for.
public struct RosterCoverage: Sendable {
  private let scope: RosterScope
  private let file: RosterExtent
  private let categories: Set<Category?>
  /// Own names of study centers that bring their students themselves: the institution's file need not repeat them.
  private let centersApart: Set<String>

  public init(_ scope: RosterScope, of file: RosterExtent, centersApart: Set<String> = []) {
    self.scope = scope
    self.file = file
    categories = file.categories
    self.centersApart = centersApart
  }

  /// Everything that is registered.
  public static let everything = RosterCoverage(.whole, of: RosterExtent())

  public func covers(_ entry: RosterEntry) -> Bool { covers(entry.unit, studyCenterName: entry.studyCenterName) }

  /// With `studyCenterName` empty it is the institution itself that is asked about.
  public func covers(_ unit: RosterExtent.Unit, studyCenterName: String) -> Bool {
    if !studyCenterName.isEmpty, centersApart.contains(studyCenterName) { return false }
    switch scope {
    case .whole: return true
    case .categories: return categories.contains(unit.category)
    case .departments: return file.units.contains(unit)
    case .additions: return false
    }
  }
}

extension RosterEntry {
  fileprivate var unit: RosterExtent.Unit { RosterExtent.Unit(category: category, department: department) }
}
