/// A class as the schedule sees it: those who stand in front of a camera together and are never divided.
public struct TourGroup: Sendable, Hashable, Codable {
  /// Unique in its institution.
  public var id: String
  public var category: Category
  public var department: String
  /// 「计科2班」; for those who come back later, a group of its own.
  public var classGroup: String
  /// Graduates who are due and can come: absences (实习 …) are taken out already.
  public var heads: Int
  /// The phase in which they have to be shot; nil when any will do.
  public var phase: CampaignWindow.Kind?
  /// Those who come back (返校): not before this day.
  public var returnsOn: CalendarDay?

  public init(
    id: String, category: Category, department: String, classGroup: String, heads: Int,
    phase: CampaignWindow.Kind? = nil, returnsOn: CalendarDay? = nil
  ) {
    self.id = id
    self.category = category
    self.department = department
    self.classGroup = classGroup
    self.heads = heads
    self.phase = phase
    self.returnsOn = returnsOn
  }

  /// 「普通·信息学院·计科2班（42 人）」.
  public var chinese: String { "\(category.chineseName)·\(department)·\(classGroup)（\(heads) 人）" }
}
