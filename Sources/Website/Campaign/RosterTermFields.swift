import GraduatePhotos

/// The fields of a campaign's settings that are about rosters: names, widths and necessity of the columns, categories collected.
enum RosterTermFields {
  static func name(_ column: RosterColumn) -> String { "roster-name-\(column.code)" }
  static func width(_ column: RosterColumn) -> String { "roster-width-\(column.code)" }
  static func necessity(_ column: RosterColumn) -> String { "roster-necessity-\(column.code)" }
  static func category(_ category: Category) -> String { "roster-category-\(category.rawValue)" }

  private static let columns = RosterColumn.template
  private static let (taken, notTaken) = ("采集", "不采集")

  /// In the order of the form.
  static let names: [String] =
    Category.allCases.map(category) + columns.flatMap { [name($0), width($0), necessity($0)] }

  /// What the form shows; what a campaign leaves as it is stays empty.
  static func values(of terms: RosterTerms) -> [String: String] {
    var values: [String: String] = [:]
    for item in Category.allCases { values[category(item)] = terms.categories.contains(item) ? taken : notTaken }
    for column in columns {
      values[name(column)] = terms[column].name ?? ""
      values[width(column)] = terms[column].width.map(String.init) ?? ""
      values[necessity(column)] = terms[column].necessity?.chineseName ?? ""
    }
    return values
  }

  /// Reads them back; what the form lacks stays as it is, nil when nothing differs from the usual.
  static func terms(
    on base: RosterTerms?, _ value: (String) -> String?, errors: inout FormErrors
  ) -> RosterTerms? {
    var terms = base ?? RosterTerms()
    for column in columns {
      if let text = value(name(column)) { terms[column].name = text.isEmpty || text == column.chineseName ? nil : text }
      if let text = value(width(column)) {
        if let bytes = Int(text.compactHalfWidth) {
          terms[column].width = bytes == column.width ? nil : bytes
        } else if text.isEmpty {
          terms[column].width = nil
        } else {
          errors.add("「\(column.chineseName)」的宽度应为整数，例如 \(column.width)", for: width(column))
        }
      }
      if let text = value(necessity(column)) {
        let chosen = RosterTerms.Necessity.allCases.first { $0.chineseName == text }
        terms[column].necessity = chosen == usual(column) ? nil : chosen
      }
    }
    let asked = Category.allCases.filter { value(category($0)) != nil }
    if !asked.isEmpty {
      let wanted = asked.filter { value(category($0)) != notTaken }
      if wanted.isEmpty { errors.add("至少要采集一个类别", for: category(.regular)) } else { terms.categories = Set(wanted) }
    }
    return terms.isEmpty ? nil : terms
  }

  private static func usual(_ column: RosterColumn) -> RosterTerms.Necessity { column.isRequired ? .required : .optional }

  /// What a field is called outside the form; nil for fields that are not of the roster.
  static func label(of field: String) -> String? {
    if let category = Category.allCases.first(where: { category($0) == field }) { return "\(category.chineseName)类" }
    for column in columns {
      if field == name(column) { return "「\(column.chineseName)」的列名" }
      if field == width(column) { return "「\(column.chineseName)」的宽度" }
      if field == necessity(column) { return "「\(column.chineseName)」必填" }
    }
    return nil
  }

  /// The fields; folded away, since most campaigns leave the columns as they are.
  @HTMLBuilder static func html(
    _ values: CampaignFormValues, _ errors: FormErrors
  ) -> HTML {
    Tag.p("院校按这里的列名、宽度和必填要求交学生名单；列名相近的文件照样能读。", .class("soft"))
    for item in Category.allCases {
      FormField(
        category(item), "\(item.chineseName)类",
        .radio([.init(value: taken, label: taken), .init(value: notTaken, label: notTaken)]),
        value: values[category(item)]
      ).html(error: errors[category(item)])
    }
    Tag.details(.class("stack"), .flag(.open, if: errors.entries.contains { $0.field?.hasPrefix("roster-") == true })) {
      Tag.summary("名单各列的列名、宽度和必填")
      for column in columns {
        Tag.fieldset(.class("field")) {
          Tag.legend(column.chineseName)
          Tag.div(.class("row")) { fields(of: column, values, errors) }
        }
      }
    }
  }

  @HTMLBuilder private static func fields(
    of column: RosterColumn, _ values: CampaignFormValues, _ errors: FormErrors
  ) -> HTML {
    FormField(
      name(column), "列名", value: values[name(column)], hint: "不填用「\(column.chineseName)」", isRequired: false,
      autocomplete: "off",
      lengthLimit: RosterTerms.nameCharacters
    ).html(error: errors[name(column)])
    FormField(
      width(column), "宽度（字节）", value: values[width(column)], hint: "不填用 \(column.width)", isRequired: false,
      autocomplete: "off",
      lengthLimit: 3
    ).html(error: errors[width(column)])
    FormField(
      necessity(column), "必填", .select(options(column)), value: values[necessity(column)], isRequired: false
    ).html(error: errors[necessity(column)])
  }

  private static func options(_ column: RosterColumn) -> [FormField.Option] {
    let usual = FormField.Option(value: "", label: "\(usual(column).chineseName)（照旧）")
    guard !column.isIndispensable else { return [usual] }
    return [usual]
      + RosterTerms.Necessity.allCases.filter { $0 != Self.usual(column) }.map {
        .init(value: $0.chineseName, label: $0.chineseName)
      }
  }
}
