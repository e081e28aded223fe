import GraduatePhotos
import Workflow

/// The form under a class's sheet, for who has no script or would rather type; verify.js takes its words from here.
struct VerdictForm: Sendable {
  let call: Call
  let page: CheckedClassPage
  /// What was sent and not taken.
  let refused: SubmittedForm?

  private var address: ClassCheckAddress { call.classCheckAddress }

  var html: HTML {
    Tag.div(.data("without-script", "")) {
      card("逐人登记") { one }
      card("其余都正确") { rest }
    }
  }

  private var hidden: [(name: String, value: String)] {
    [
      ("department", page.group.department), ("class", page.group.classGroup), ("page", "\(page.page)"),
      ("operation", call.center.freshToken()),
    ]
  }

  private var one: HTML {
    Tag.form(.class("form"), .set(.method, "post"), .action(address.verdict), .data("form", "")) {
      CSRF.field(call.csrf, and: hidden)
      FormField("person", "学生", .select(people), value: refused?["person"] ?? firstOpen).html(error: nil)
      Tag.fieldset(.class("field")) {
        Tag.legend("结论")
        for verdict in PersonVerdict.Verdict.allCases {
          box("verdict", verdict.rawValue, verdict.chineseName, key: verdict.key)
        }
      }
      Tag.fieldset(.class("field")) {
        Tag.legend("照片问题")
        for fault in PersonVerdict.PhotoFault.allCases { box("fault", fault.rawValue, fault.chineseName) }
      }
      Tag.p("数据错误：在错的那一项里填对的内容，没有错的空着。", .class("hint"))
      for column in CheckedPerson.columns {
        FormField(
          "new-\(column.code)", column.chineseName, value: refused?["new-\(column.code)"] ?? "", isRequired: false,
          autocomplete: "off", lengthLimit: VerdictLimits.textScalars
        ).html(error: nil)
      }
      FormField(
        "partner", "照片上实际是谁（学号）", value: refused?["partner"] ?? "", hint: "不是本人时填；不知道可以空着", isRequired: false,
        autocomplete: "off", lengthLimit: VerdictLimits.textScalars
      ).html(error: nil)
      FormField(
        "note", "说明", value: refused?["note"] ?? "", isRequired: false, autocomplete: "off",
        lengthLimit: VerdictLimits.noteScalars
      ).html(error: nil)
      Button.row { Button.submit("记下，看下一人") }
    }
  }

  private func box(_ name: String, _ value: String, _ label: String, key: String? = nil) -> HTML {
    let id = "field-\(name)-\(value)"
    return Tag.div(.class("choice")) {
      Tag.input(
        .set(.type, "checkbox"), .set(.name, name), .set(.value, value), .id(id), .data("key", key),
        .flag(.checked, if: refused?.values(name).contains(value) ?? false))
      Tag.label(label, .set(.for, id))
    }
  }

  /// With what is looked at, so that a picture that is changed meanwhile is noticed.
  private var people: [FormField.Option] {
    page.people.map { person in
      let state = person.verdict.map { $0.verdicts.map(\.chineseName).joined(separator: "、") } ?? "没有核对"
      return FormField.Option(
        value: VerdictActs.seen(person), label: "\(person[.studentNumber]) \(person.name)（\(state)）")
    }
  }

  private var firstOpen: String { page.people.first { $0.verdict == nil }.map(VerdictActs.seen) ?? "" }

  private var rest: HTML {
    let open = page.people.filter { $0.verdict == nil }
    let there = open.count { $0.portrait != nil }
    let words = [there > 0 ? "把 \(there) 人标为正确" : "", open.count > there ? "\(open.count - there) 人标为缺照片" : ""]
      .filter { !$0.isEmpty }.joined(separator: "，")
    return fragment {
      if open.isEmpty {
        Tag.p("这一页的人都核对过了。")
      } else {
        Tag.p("逐张看过以后，把这一页还没有核对的 \(open.count) 人一次标好：有照片的标为正确，没有照片的标为缺照片。")
        Button.act(
          words, at: address.rest, csrf: call.csrf,
          fields: hidden + open.map { ("seen", VerdictActs.seen($0)) })
      }
    }
  }
}
