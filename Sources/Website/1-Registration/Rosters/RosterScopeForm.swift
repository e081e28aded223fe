import GraduatePhotos
import Workflow

/// What the file stands for: everybody, or a part; whoever is registered beyond it is not asked about.
struct RosterScopeForm: Sendable {
  let scope: RosterPreview.Scope
  let choices: RosterChoices
  let action: String
  let csrf: String

  /// Departments named on the page.
  private static let namedDepartments = 8

  var html: HTML {
    // Open while nobody has chosen and the file is not the whole.
    Tag.details(.class("card"), .flag(.open, if: choices.scope == nil && scope.scope != .whole)) {
      Tag.summary("这份文件是：\(scope.scope.chineseName)")
      if choices.scope == nil, scope.scope != .whole {
        Tag.p("文件里没有\(lacking)，所以先按「\(scope.scope.chineseName)」处理：其余已登记的学生不动。不对的话请改选。")
      }
      Tag.form(.class("form"), .set(.method, "post"), .action(action)) {
        CSRF.field(csrf)
        FormField("scope", "文件的范围", .radio(options), value: scope.scope.rawValue).html(error: nil)
        if !scope.centersApart.isEmpty { centers }
        Button.row { Button.submit("按这个范围重新比较", .quiet) }
      }
    }
  }

  private var options: [FormField.Option] {
    RosterScope.allCases.map { .init(value: $0.rawValue, label: $0.chineseName, remark: remark($0)) }
  }

  private func remark(_ scope: RosterScope) -> String {
    switch scope {
    case .whole: "名单里没有的学生要填写学籍异动"
    case .categories: "只比较\(list(self.scope.file.categories.compactMap { $0?.chineseName }))类"
    case .departments: "只比较文件里有的 \(self.scope.file.units.count) 个院系：\(list(self.scope.file.units.map(name)))"
    case .additions: "谁也不减少"
    }
  }

  private var centers: HTML {
    FormField(
      "centers", "自行导入的站点",
      .radio([
        .init(value: RosterChoices.Centers.apart.rawValue, label: "不动", remark: list(scope.centersApart)),
        .init(value: RosterChoices.Centers.included.rawValue, label: "也按这份文件比较"),
      ]), value: (choices.centers ?? .apart).rawValue
    ).html(error: nil)
  }

  private var lacking: String {
    let categories = scope.registered.categories.subtracting(scope.file.categories).compactMap { $0?.chineseName }
    if !categories.isEmpty, scope.scope == .categories { return "已登记的\(list(categories))类学生" }
    let missing = scope.registered.units.subtracting(scope.file.units)
    return "已登记的 \(missing.count) 个院系（\(list(missing.map(name)))）"
  }

  private func name(_ unit: RosterExtent.Unit) -> String {
    unit.department.isEmpty ? "没有写院系的" : unit.department
  }

  private func list(_ names: [String]) -> String {
    let names = Array(Set(names)).sorted()
    let shown = names.prefix(Self.namedDepartments).joined(separator: "、")
    return names.count > Self.namedDepartments ? shown + " 等" : shown
  }

  /// The choices of a sent form, on top of those before.
  static func choices(from form: SubmittedForm, _ earlier: RosterChoices) -> RosterChoices {
    var choices = earlier
    choices.scope = RosterScope(rawValue: form["scope"] ?? "") ?? earlier.scope
    choices.centers = RosterChoices.Centers(rawValue: form["centers"] ?? "") ?? earlier.centers
    return choices
  }
}
