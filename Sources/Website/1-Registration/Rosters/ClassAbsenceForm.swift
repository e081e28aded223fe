import GraduatePhotos
import Hummingbird
import Workflow

/// The fields of an absence, of one graduate or of many.
enum AbsenceFields {
  static var fields: [FormField] {
    [
      FormField(
        "reason", "原因", .select(Absence.Reason.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
        value: Absence.Reason.internship.rawValue),
      FormField(
        "way-on", "去向",
        .radio([
          .init(value: "returns", label: "返校后拍摄"), .init(value: "makeup", label: "参加补拍"),
          .init(value: "other", label: "到外省采集单位散拍", remark: "打印散拍证明，带身份证前往"),
        ])),
      FormField("day", "返校日期", .date, isRequired: false), FormField("province", "所在省份", isRequired: false, lengthLimit: 20),
    ]
  }

  /// - Throws: `GraduateRefusal.rule` for what was not filled in.
  static func absence(_ form: SubmittedForm) throws -> Absence {
    guard let reason = Absence.Reason(rawValue: form["reason"] ?? "") else { throw GraduateRefusal.rule(["请选择原因"]) }
    return Absence(reason: reason, wayOn: try wayOn(form))
  }

  private static func wayOn(_ form: SubmittedForm) throws -> Absence.WayOn {
    switch form["way-on"] {
    case "returns":
      guard let day = CalendarDay.parse(form.trimmed("day")) else { throw GraduateRefusal.rule(["请填写返校日期"]) }
      return .returns(day)
    case "makeup": return .makeup
    case "other": return .otherBranch(province: form.trimmed("province"))
    default: throw GraduateRefusal.rule(["请选择去向"])
    }
  }
}

extension AbsenceFields {
  /// Not filled in yet: the same for everybody and on every class's page.
  fileprivate static let blank = fragment { for field in fields { field.html(error: nil) } }
}

/// One form around a class's table: tick, say why and whither, done.
struct ClassAbsenceForm: Sendable {
  let call: Call
  let refused: (form: SubmittedForm, refusal: any Refusal)?

  var ticked: Set<String> { Set(refused?.form.values("graduate") ?? []) }

  func html(around table: GraduateTable, kept: [(name: String, value: String)]) -> HTML {
    Tag.form(.class("stack"), .set(.method, "post"), .action(call.rosterAddress.home + "/class/absences"), .flag(.novalidate)) {
      CSRF.field(call.csrf, and: kept)
      table.html
      Tag.details(.class("card"), .id("absences"), .flag(.open, if: refused != nil)) {
        Tag.summary("把勾选的学生登记为不能到场")
        Tag.p("勾选以后在这里填一次原因和去向，对勾选的每个人都生效。", .class("hint"))
        Tag.div(.class("form")) {
          if let refused {
            for field in AbsenceFields.fields { field.filled(from: refused.form).html(error: nil) }
          } else {
            AbsenceFields.blank
          }
          Button.row { Button.submit("登记勾选的学生") }
        }
      }
    }
  }
}
