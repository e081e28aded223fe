/// One class group as it is printed: on class lists and check sheets, in the order given.
public struct ClassSheet: Sendable, Hashable {
  /// One graduate's row; the ID number masked or in full as the caller decides.
  public struct Row: Sendable, Hashable {
    public var studentNumber: String
    public var name: String
    public var sex: String
    public var idNumber: String
    /// As printed, such as 「2001-01-01」; empty when the sheet shows none.
    public var birthDate: String

    public init(studentNumber: String, name: String, sex: String, idNumber: String, birthDate: String = "") {
      self.studentNumber = studentNumber
      self.name = name
      self.sex = sex
      self.idNumber = idNumber
      self.birthDate = birthDate
    }
  }

  public var department: String
  public var classGroup: String
  /// When and where, such as 「2013年10月14日（周一）9:00–9:30　本部体育馆」; empty before scheduling.
  public var appointment: String
  public var rows: [Row]

  public init(department: String, classGroup: String, appointment: String = "", rows: [Row]) {
    self.department = department
    self.classGroup = classGroup
    self.appointment = appointment
    self.rows = rows
  }

  /// Institution, class and head count, and the appointment: what stands under the title.
  func subtitles(institution: String) -> [String] {
    let place = [department, classGroup].filter { !$0.isEmpty }.joined(separator: "　")
    return [institution, place + "　共 \(rows.count) 人", appointment]
  }
}
