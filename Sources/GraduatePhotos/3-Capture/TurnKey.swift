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

  /// The same class, code point for code point: two classes of a roster may differ in what Swift takes for one character.
  public func isSame(as other: TurnKey) -> Bool {
    category == other.category && department.hasSameCodePoints(as: other.department)
      && classGroup.hasSameCodePoints(as: other.classGroup)
  }

  public static func < (left: TurnKey, right: TurnKey) -> Bool {
    (left.category.rawValue, left.department, left.classGroup) < (right.category.rawValue, right.department, right.classGroup)
  }
}
