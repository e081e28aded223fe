import GraduatePhotos

/// The fields of a campaign's settings about what stands under a returned photo (A3): rows from top to bottom, one or two data a row.
enum CaptionFields {
  private static let rosterRows = 1...5
  private static let codeRows = 1...2
  private static let sides = ["left", "right"]
  static let labels = "caption-labels"
  /// Where a problem of the whole setting is shown.
  static func first(in regime: Regime) -> String { regime == .code ? codeName(1, "left") : rosterName(1, "left") }
  private static let none = "none"
  private static let (with, without) = ("with", "without")

  private static func rosterName(_ row: Int, _ side: String) -> String { "caption-\(row)-\(side)" }
  private static func codeName(_ row: Int, _ side: String) -> String { "caption-code-\(row)-\(side)" }

  /// In the order of the form.
  static let names: [String] =
    rosterRows.flatMap { row in sides.map { rosterName(row, $0) } }
    + codeRows.flatMap { row in sides.map { codeName(row, $0) } }
    + [labels]

  static func values(of setting: CaptionSetting) -> [String: String] {
    var values = [labels: setting.showsLabels ? with : without]
    func put<Field: RawRepresentable<String>>(_ rows: [[Field]], _ range: ClosedRange<Int>, _ name: (Int, String) -> String) {
      for row in range {
        let fields = row <= rows.count ? rows[row - 1] : []
        for (place, side) in sides.enumerated() {
          values[name(row, side)] = place < fields.count ? fields[place].rawValue : none
        }
      }
    }
    put(setting.rosterRows, rosterRows, rosterName)
    put(setting.codeRows, codeRows, codeName)
    return values
  }

  /// Reads them back; what the form lacks stays as it is, nil when nothing differs from the usual.
  static func setting(on base: CaptionSetting?, _ value: (String) -> String?) -> CaptionSetting? {
    var setting = base ?? .standard
    func rows<Field: RawRepresentable<String>>(
      _ range: ClosedRange<Int>, _ name: (Int, String) -> String, _ kind: Field.Type
    ) -> [[Field]]? {
      guard range.contains(where: { value(name($0, sides[0])) != nil }) else { return nil }
      return range.map { row in sides.compactMap { value(name(row, $0)).flatMap(Field.init(rawValue:)) } }.filter {
        !$0.isEmpty
      }
    }
    if let rows = rows(rosterRows, rosterName, RosterCaptionField.self) { setting.rosterRows = rows }
    if let rows = rows(codeRows, codeName, CodeCaptionField.self) { setting.codeRows = rows }
    if let text = value(labels) { setting.showsLabels = text != without }
    return setting == .standard ? nil : setting
  }

  /// What a field is called outside the form; nil for fields that are not of the captions.
  static func label(of field: String) -> String? {
    if field == labels { return "照片下方印不印项目名" }
    for row in rosterRows {
      for (place, side) in sides.enumerated() where field == rosterName(row, side) { return name(row, place) }
    }
    for row in codeRows {
      for (place, side) in sides.enumerated() where field == codeName(row, side) { return "采集码模式" + name(row, place) }
    }
    return nil
  }

  private static func name(_ row: Int, _ place: Int) -> String { "照片下方第 \(row) 行\(place == 0 ? "左边" : "右边")" }

  @HTMLBuilder static func html(_ values: CampaignFormValues, _ errors: FormErrors) -> HTML {
    Tag.p("通知要求返回的照片下方印五项数据；可以少印、换行、换顺序。", .class("soft"))
    Tag.details(.class("stack"), .flag(.open, if: errors.entries.contains { $0.field?.hasPrefix("caption-") == true })) {
      Tag.summary("照片下方印哪些数据")
      let roster = RosterCaptionField.allCases.map { FormField.Option(value: $0.rawValue, label: $0.chineseName) }
      for row in rosterRows { fields("第 \(row) 行", row, rosterName, roster, values, errors) }
      let code = CodeCaptionField.allCases.map { FormField.Option(value: $0.rawValue, label: $0.chineseName) }
      for row in codeRows { fields("采集码模式，第 \(row) 行", row, codeName, code, values, errors) }
      FormField(
        labels, "项目名", .radio([.init(value: with, label: "印「学号」「身份证号」「序号」"), .init(value: without, label: "只印数据")]),
        value: values[labels]
      ).html(error: errors[labels])
    }
  }

  private static func fields(
    _ title: String, _ row: Int, _ name: (Int, String) -> String, _ options: [FormField.Option], _ values: CampaignFormValues,
    _ errors: FormErrors
  ) -> HTML {
    Tag.fieldset(.class("field")) {
      Tag.legend(title)
      Tag.div(.class("row")) {
        for (place, side) in sides.enumerated() {
          FormField(
            name(row, side), place == 0 ? "左边" : "右边", .select([.init(value: none, label: "不印")] + options),
            value: values[name(row, side)], isRequired: false
          ).html(error: errors[name(row, side)])
        }
      }
    }
  }
}
