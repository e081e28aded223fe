/// What tells a place's classes apart: category, department and class; who comes back later (返校) has a turn of his own.
public struct TurnKey: Sendable, Hashable, Codable, Comparable {
  public var category: Category
  public var department: String
  /// As the schedule writes it: with 「（返校）」 for those who come back.
  public var classGroup: String

  public init(category: Category, department: String, classGroup: String, returns: Bool = false) {
    self.category = category
    self.department = department
    self.classGroup = classGroup + (returns ? Self.returning : "")
  }

  /// What the schedule adds to the class of those who come back.
  public static let returning = "（返校）"

  public var isForReturning: Bool { classGroup.hasSuffix(Self.returning) }

  /// The class itself: those who come back belong to it.
  public var plain: TurnKey {
    guard isForReturning else { return self }
    return TurnKey(
      category: category, department: department, classGroup: String(classGroup.dropLast(Self.returning.count)))
  }

  public static func < (left: TurnKey, right: TurnKey) -> Bool {
    (left.category.rawValue, left.department, left.classGroup) < (right.category.rawValue, right.department, right.classGroup)
  }
}
