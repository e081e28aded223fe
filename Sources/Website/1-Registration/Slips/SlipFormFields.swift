import GraduatePhotos
import Workflow

/// The controls of the slip's form: what each is called, how it is typed, what is said under its label.
struct SlipFormFields: Sendable {
  let typing: SlipTyping
  let context: SlipContext
  let checkAddress: String
  /// The problem shown at a field, by its key.
  var problems: [String: SlipProblem] = [:]

  /// Label, hint and control with what is wrong.
  func html(_ field: SlipField) -> HTML { control(field).html(error: shortProblem(field)) }

  /// Without the field's name, which stands above.
  func shortProblem(_ field: SlipField) -> String? {
    if typing.unreadable[field.key] != nil { return SlipTyping.noNumber }
    guard let problem = problems[field.key] else { return nil }
    return problem.hint.isEmpty ? problem.message : "\(problem.message)，\(problem.hint)"
  }

  func control(_ field: SlipField) -> FormField {
    let face = SlipFieldFace.of(field)
    var control = FormField(
      field.key, face.label, face.kind, value: typing.text(of: field), hint: face.hint, isRequired: face.isRequired,
      autocomplete: "off", lengthLimit: face.lengthLimit, checkAddress: checkAddress)
    switch field {
    case .institutionName: control = institutionName(control)
    case .institutionCode:
      // What is registered is not retyped; what differs has to be put right.
      control.isReadOnly = context.registeredCode?.value == control.value
    default: break
    }
    return control
  }

  private func institutionName(_ control: FormField) -> FormField {
    var control = control
    let names = context.registeredNames
    if names.count > 1, names.contains(control.value) {
      control.kind = .select(names.map { FormField.Option(value: $0, label: $0) })
      control.hint = "采集期间改名的院校，请选盖章时用的名称"
    } else {
      control.isReadOnly = names.contains(control.value)
    }
    return control
  }

  /// The check-list of a shooting point (A9.2): an answer for each item.
  func checkList(point: Int) -> HTML {
    Tag.fieldset(.class("field check-list")) {
      Tag.legend("场地检查（\(VenueItem.allCases.count) 项）")
      Tag.p("到现场看过再选。前五项是通知要求的；后两项没有也可以拍，请如实填写。", .class("hint"))
      for item in VenueItem.allCases { line(point: point, item) }
    }
  }

  private func line(point: Int, _ item: VenueItem) -> HTML {
    let field = SlipField.venue(point, item)
    let (id, answer) = (FormField.identifier(field.key), typing.slip[typed: field])
    let problem = problems[field.key]
    return Tag.div(
      .classes("check-line", problem?.severity == .error ? "wrong" : nil), .set(.role, "radiogroup"),
      .aria("labelledby", "\(id)-label")
    ) {
      Tag.span(.class("check-item"), .id("\(id)-label")) {
        item.chineseName
        if !item.isRequired { Tag.span("（选填）", .class("optional")) }
        if let problem, problem.severity == .error { Tag.small(problem.message, .class("check-problem")) }
      }
      for (value, word) in [("yes", "有"), ("no", "没有")] {
        let own = value == "yes" ? id : "\(id)-no"
        Tag.span(.class("choice")) {
          Tag.input(
            .id(own), .set(.type, "radio"), .set(.name, field.key), .set(.value, value), .flag(.checked, if: answer == value))
          Tag.label(word, .set(.for, own))
        }
      }
    }
  }
}

/// How a field of the slip presents itself.
struct SlipFieldFace: Sendable {
  var label: String
  var kind = FormField.Kind.text
  var hint: String?
  var isRequired = true
  var lengthLimit: Int? = RegistrationLimits.slipTextCharacters

  static func of(_ field: SlipField) -> SlipFieldFace {
    var face = SlipFieldFace(label: field.chineseName)
    switch field {
    case .institutionName: face.hint = "全称，与公章一致；改过名请联系省厅管理员"
    case .studyCenterName: face.hint = "函授站、校外学习中心本身的名称，印出来在总校名称之后"
    case .institutionCode: face.hint = "教育部登记的五位代码；函授站填总校的代码"
    case .address, .receiverAddress:
      face.hint = field == .address ? "写到门牌号，光盘和照片按它邮寄" : "留空就寄到上面的通讯地址"
      face.isRequired = field == .address
      face.lengthLimit = 120
    case .postcode, .receiverPostcode:
      face.kind = .oneTimeCode
      face.isRequired = false
      face.lengthLimit = 6
    case .telephone:
      face.kind = .telephone
      face.hint = "座机，前面加区号，例如 0931-1234567"
    case .secondTelephone:
      face.kind = .telephone
      face.hint = "可以填手机"
      face.isRequired = false
    case .headCount:
      face.kind = .number(RegistrationLimits.headCount)
      face.hint = nil
      face.lengthLimit = nil
    case .receiverTelephone: face.kind = .telephone
    default: point(field, &face)
    }
    return face
  }

  private static func point(_ field: SlipField, _ face: inout SlipFieldFace) {
    switch field {
    case .pointName:
      face.label = "名称"
      face.hint = "例如 本部、和平校区"
    case .pointAddress:
      face.label = "地点"
      face.hint = "校区、楼名和房间号，摄影员按它找路"
      face.lengthLimit = 120
    case .leaderName:
      face.label = "主管领导"
      face.hint = "当天负责的领导，一名"
    case .leaderTelephone:
      face.label = "主管领导电话"
      face.kind = .telephone
    case .coordinatorName(_, let person): face.label = "协调人员 \(person + 1)"
    case .coordinatorTelephone(_, let person):
      face.label = "协调人员 \(person + 1) 电话"
      face.kind = .telephone
    default: break
    }
  }
}
