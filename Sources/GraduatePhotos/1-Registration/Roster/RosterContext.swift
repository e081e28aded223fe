/// What the center knows when a roster is checked: the campaign, the institution, and what the campaign changed.
public struct RosterContext: Sendable {
  public var regime: Regime
  public var kind: CampaignKind
  public var graduatingClass: GraduatingClass
  public var today: CalendarDay
  /// Code of the importing institution, provisional ones included.
  public var institutionCode: String
  /// Codes the institution bore before, provisional ones above all: files made then are still good.
  public var formerCodes: [String]
  /// The name of the campaign's year first, then older and newer ones.
  public var institutionNames: [String]
  /// Study centers of this institution that are registered; rows may name others, with a warning.
  public var studyCenters: [StudyCenter]
  /// 「甘肃省」.
  public var province: String
  /// Categories the campaign collects.
  public var categories: Set<Category>
  /// Values for columns that the file lacks, such as the category chosen at upload.
  public var defaults: [RosterColumn: String]
  /// Widths that the campaign changed, bytes of GB 18030.
  public var widths: [RosterColumn: Int]
  /// Columns that the campaign made required, or not.
  public var required: [RosterColumn: Bool]
  /// Names that the campaign gave columns; the usual names go on being understood.
  public var columnNames: [RosterColumn: String]
  /// Demonstrations and tests: numbers of region 99 raise no warning.
  public var acceptsExampleNumbers: Bool

  public init(
    regime: Regime = .roster, kind: CampaignKind = .graduation, graduatingClass: GraduatingClass, today: CalendarDay,
    institutionCode: String, formerCodes: [String] = [], institutionNames: [String], studyCenters: [StudyCenter] = [],
    province: String = "",
    categories: Set<Category> = Set(Category.allCases), defaults: [RosterColumn: String] = [:],
    widths: [RosterColumn: Int] = [:], required: [RosterColumn: Bool] = [:], columnNames: [RosterColumn: String] = [:],
    acceptsExampleNumbers: Bool = false
  ) {
    self.regime = regime
    self.kind = kind
    self.graduatingClass = graduatingClass
    self.today = today
    self.institutionCode = institutionCode
    self.formerCodes = formerCodes
    self.institutionNames = institutionNames
    self.studyCenters = studyCenters
    self.province = province
    self.categories = categories
    self.defaults = defaults
    self.widths = widths
    self.required = required
    self.columnNames = columnNames
    self.acceptsExampleNumbers = acceptsExampleNumbers
  }

  public func isRequired(_ column: RosterColumn) -> Bool {
    if let required = required[column] { return required }
    // Freshmen have their examinee number before they have a student number.
    if column == .studentNumber && kind == .freshmen { return false }
    return column.isRequired
  }

  public func width(of column: RosterColumn) -> Int { widths[column] ?? column.width }

  /// What the column is called in this campaign.
  public func name(of column: RosterColumn) -> String { columnNames[column] ?? column.chineseName }

  /// What stands in for a column the file does not have: code and name are the importing institution's.
  public func defaultValue(of column: RosterColumn) -> String? {
    if let value = defaults[column] { return value }
    switch column {
    case .institutionCode: return institutionCode
    case .institutionName: return institutionNames.first
    default: return nil
    }
  }

  /// Required columns that neither the header nor the defaults provide; with any of them nothing can be imported.
  public func missingColumns(in mapping: RosterMapping) -> [RosterColumn] {
    RosterColumn.allCases.filter { mapping[$0] == nil && isRequired($0) && defaultValue(of: $0) == nil }
  }

  public func missingColumns(in matching: ColumnMatching) -> [RosterColumn] { missingColumns(in: matching.mapping) }
}
