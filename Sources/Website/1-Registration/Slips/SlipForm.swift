import GraduatePhotos
import Workflow

/// The form of a slip (A4, A8, A9.2): one column, in groups, shooting points as many as there are.
struct SlipForm: Sendable {
  let fields: SlipFormFields
  let address: SlipAddress
  let csrf: String
  /// The draft's version that this form was made from.
  let version: Int
  /// When and by whom that was saved.
  let saved: String
  /// Handing in was refused for what is incomplete; it may be handed in so.
  var mayHandInSo: [HeldUp]?

  private var slip: RegistrationSlip { fields.typing.slip }

  var html: HTML {
    Tag.form(
      .class("form slip-form"), .set(.method, "post"), .action(address.form), .flag(.novalidate), .data("draft", address.draft)
    ) {
      CSRF.field(csrf)
      Tag.input(.set(.type, "hidden"), .set(.name, "version"), .set(.value, version))
      // Enter in a field presses the first button of a form: saving, never adding or taking away.
      Tag.button(
        "保存草稿", .class("spoken"), .set(.type, "submit"), .set(.name, "act"), .set(.value, "save"), .set(.tabindex, -1),
        .aria("hidden", "true"))
      institution
      contact
      heads
      points
      receiver
      handIn
    }
  }

  private var institution: HTML {
    group("院校") {
      fields.html(.institutionName)
      if fields.context.isStudyCenter { fields.html(.studyCenterName) }
      fields.html(.institutionCode)
      fields.html(.address)
      fields.html(.postcode)
    }
  }

  private var contact: HTML {
    group("联系人") {
      fields.html(.contactName)
      fields.html(.telephone)
      fields.html(.secondTelephone)
    }
  }

  private var heads: HTML {
    group("应拍人数", hint: "按类别填写，没有的填 0。之后导入的学生名单会与它核对。", field: .headCounts) {
      for category in Category.allCases { fields.html(.headCount(category)) }
    }
  }

  private var points: HTML {
    fragment {
      for index in slip.points.indices { point(index) }
      Tag.div(.class("card add-point"), .id(FormField.identifier(SlipField.points.key))) {
        if let problem = fields.shortProblem(.points) { Tag.p(problem, .class("field-error")) }
        Tag.p("几个校区分开拍摄的，每个校区一个拍摄点；每个点一名主管领导、两名协调人员。", .class("hint"))
        Button.submit("增加一个拍摄点", .quiet, name: "act", value: "add-point")
      }
    }
  }

  private func point(_ index: Int) -> HTML {
    group("拍摄点 \(index + 1)", id: "point-\(index + 1)") {
      fields.html(.pointName(index))
      fields.html(.pointAddress(index))
      fields.html(.leaderName(index))
      fields.html(.leaderTelephone(index))
      for person in slip.points[index].coordinators.indices {
        fields.html(.coordinatorName(index, person))
        fields.html(.coordinatorTelephone(index, person))
      }
      fields.checkList(point: index)
      if slip.points.count > 1 { remove(index) }
    }
  }

  /// In two steps: what was typed for the point goes with it.
  private func remove(_ index: Int) -> HTML {
    Tag.details(.class("remove")) {
      Tag.summary("移除这个拍摄点")
      Tag.p("这个拍摄点填写的内容会一起移除，不能恢复。", .class("hint"))
      Button.submit("移除拍摄点 \(index + 1)", .final, name: "act", value: "remove-point-\(index + 1)")
    }
  }

  private var receiver: HTML {
    group("光盘和照片收件人") {
      fields.html(.receiverName)
      fields.html(.receiverTelephone)
      fields.html(.receiverAddress)
      fields.html(.receiverPostcode)
      FormField(
        "remark", "备注", .textArea(rows: 3), value: slip.remark, hint: "需要采集单位知道的其他情况", isRequired: false,
        lengthLimit: 500
      ).html(error: nil)
    }
  }

  private var handIn: HTML {
    Tag.section(.class("card now")) {
      Tag.h2("交登记单")
      if let heldUp = mayHandInSo {
        Tag.p("没有填好的地方会影响\(heldUp.map(\.chineseName).joined(separator: "、"))。可以先交，以后补齐再交新的一版。")
      } else {
        Tag.p("交上去以后还可以修改：每交一次是新的一版，旧的各版都保留。")
      }
      Button.row {
        Button.submit("交登记单", .primary, name: "act", value: "submit")
        if mayHandInSo != nil { Button.submit("先这样交，以后补齐", .quiet, name: "act", value: "submit-so") }
        Button.submit("保存草稿", .quiet, name: "act", value: "save")
        Tag.span(saved, .class("draft-state"), .set(.role, "status"))
      }
    }
  }

  private func group(
    _ title: String, hint: String? = nil, field: SlipField? = nil, id: String? = nil, @HTMLBuilder content: () -> HTML
  ) -> HTML {
    Tag.fieldset(.class("card group form"), .id(id ?? field.map { FormField.identifier($0.key) } ?? "group-\(title)")) {
      Tag.legend(title)
      if let hint { Tag.p(hint, .class("hint")) }
      if let field, let problem = fields.shortProblem(field) { Tag.p(problem, .class("field-error")) }
      content()
    }
  }
}
