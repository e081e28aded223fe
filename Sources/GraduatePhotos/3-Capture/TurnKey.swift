/// Which turn of a visit somebody belongs to: category, department and class; who comes back later (返校) has a turn of its own.
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

  /// The class without that mark.
  public var plainClassGroup: String {
    classGroup.hasSuffix(Self.returning) ? String(classGroup.dropLast(Self.returning.count)) : classGroup
  }

  public static func < (left: TurnKey, right: TurnKey) -> Bool {
    (left.category.rawValue, left.department, left.classGroup) < (right.category.rawValue, right.department, right.classGroup)
  }
}
