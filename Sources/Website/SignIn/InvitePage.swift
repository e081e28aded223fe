import GraduatePhotos
import Hummingbird
import Workflow

/// Letting somebody in.
struct InvitePage: Sendable {
  let call: Call
  let session: Session

  private var roles: [Role] {
    switch session.person.role {
    case .officer: [.officer, .planner, .photographer, .clerk, .liaison, .sealingLeader, .studyCenterLiaison]
    case .planner: [.planner, .photographer, .clerk, .liaison, .sealingLeader, .studyCenterLiaison]
    default: [.liaison, .departmentSecretary, .counselor, .studyCenterLiaison]
    }
  }

  private func page(_ centers: CenterChoice, errors: FormErrors = FormErrors()) -> FormPage {
    let wanted = Role(rawValue: call.query("role")).flatMap { roles.contains($0) ? $0 : nil }
    var fields = [
      FormField(
        "role", "身份", .select(roles.map { FormField.Option(value: $0.rawValue, label: $0.chineseName) }),
        value: (wanted ?? roles[0]).rawValue),
      FormField("name", "姓名", lengthLimit: 50),
      FormField("sign-in-name", "登录名", hint: "字母、数字和 . _ - @，例如 10730-zhang", autocomplete: "off", lengthLimit: 64),
      FormField("email", "电子邮箱", .email, hint: "以后用来收通知；邀请链接请自己转给对方", isRequired: false, autocomplete: "off"),
      FormField("telephone", "电话", .telephone, isRequired: false, autocomplete: "off"),
    ]
    if session.person.institutionID == nil {
      fields.append(
        FormField(
          "institution-code", "院校代码", value: call.query("institution-code"), hint: "学籍管理员和主管领导必填；函授站联系人填总校的五位代码",
          isRequired: false,
          lengthLimit: 5))
    } else {
      fields.append(FormField("department", "院系", hint: "院系秘书和辅导员必填，写法与名单一致", isRequired: false, lengthLimit: 40))
      fields.append(FormField("class-groups", "班级", .textArea(rows: 3), hint: "辅导员必填，每行一个班，写法与名单一致", isRequired: false))
    }
    fields += centers.fields
    var page = FormPage(action: "/accounts/invite", csrf: call.csrf, submitVerb: "生成邀请链接", fields: fields, errors: errors)
    page.cancel = ("返回账号列表", "/accounts")
    return page
  }

  func show(refilled: (form: SubmittedForm, errors: FormErrors)? = nil) async throws -> Response {
    let frame = try await call.frame(session)
    let page = page(try await CenterChoice(call: call, session: session))
    let form = refilled.map { page.refilled(from: $0.form, errors: $0.errors) } ?? page
    return frame.page("邀请一个人", lead: "链接只能用一次，七天内有效。", trail: [.init(label: "账号", address: "/accounts")]) {
      card { form.html }
    }.response(status: refilled == nil ? .ok : .unprocessableContent)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    do {
      guard let role = Role(rawValue: form["role"] ?? ""), roles.contains(role) else {
        errors.add("请选择身份", for: "role")
        return try await show(refilled: (form, errors))
      }
      if form.trimmed("name").isEmpty { errors.add("请填写姓名", for: "name") }
      let request = try await request(role, form, &errors)
      guard errors.isEmpty else { return try await show(refilled: (form, errors)) }
      let invitation = try await call.center.invite(request, by: session.person.signedIn)
      return try await InvitedPage(call: call, session: session, invitation: invitation).show()
    } catch let refusal as SignInRefusal {
      errors.add("\(refusal.message)，\(refusal.hint)", for: "sign-in-name")
      return try await show(refilled: (form, errors))
    }
  }

  private func request(_ role: Role, _ form: SubmittedForm, _ errors: inout FormErrors) async throws -> AccountRequest {
    var request = AccountRequest(
      role: role, signInName: form.trimmed("sign-in-name"), name: form.trimmed("name"),
      email: form.trimmed("email").isEmpty ? nil : form.trimmed("email"),
      telephone: form.trimmed("telephone").isEmpty ? nil : form.trimmed("telephone"),
      institutionID: session.person.institutionID)
    if session.person.institutionID == nil, [.liaison, .sealingLeader, .studyCenterLiaison].contains(role) {
      request.institutionID = try await call.center.institutionID(code: form.trimmed("institution-code"))
      if request.institutionID == nil { errors.add("没有这个代码的院校，请先在院校名单里添加", for: "institution-code") }
    }
    let department = form.trimmed("department")
    if role == .departmentSecretary || role == .counselor {
      if department.isEmpty { errors.add("请填写院系", for: "department") }
      request.department = department
    }
    if role == .counselor {
      let names = form.trimmed("class-groups").split(separator: "\n").map { String($0) }.filter { !$0.isEmpty }
      if names.isEmpty { errors.add("请填写所带班级，每行一个", for: "class-groups") }
      request.classGroups = names.map { Counselor.ClassGroup(department: department, name: $0) }
    }
    if role == .studyCenterLiaison, let institution = request.institutionID {
      let choice = try await CenterChoice(call: call, session: session)
      request.studyCenterID = try await choice.center(form, of: institution, &errors)
    }
    return request
  }
}

/// The link that was just made: to copy, to scan, to print.
struct InvitedPage: Sendable {
  let call: Call
  let session: Session
  let invitation: Invitation

  func show() async throws -> Response {
    let frame = try await call.frame(session)
    let account = try await call.center.accounts(for: session.person.signedIn).first { $0.id == invitation.accountID }
    let isCounselor = account?.role == .counselor
    let link = call.center.publicAddress + (isCounselor ? "/counselor/\(invitation.token)" : invitation.path)
    let text =
      isCounselor
      ? "\(account?.name ?? "")，您好。请用您常用的手机或电脑打开链接查看所带班级：\(link) 第一次打开后只能在同一个浏览器里用，七天内有效，请勿转发。"
      : "\(account?.name ?? "")，您好。请打开链接设置毕业生图像信息采集的登录密码：\(link) 链接七天内有效，只能用一次，请勿转发。"
    let picture = try QRPicture(link)
    return frame.page("邀请链接已生成", trail: [.init(label: "账号", address: "/accounts")]) {
      card {
        Tag.p("请把下面的文字发给\(account?.name ?? "对方")，只发给本人。链接只显示这一次，\(Moment.text(invitation.expiresAt))前有效。")
        CopyText(title: "邀请", text: text).html
        QRImage.svg(picture, label: "邀请链接二维码")
        Button.row { Button.link("返回账号列表", to: "/accounts", .quiet) }
      }
    }.response(status: .ok)
  }
}

/// Handing duties over in one act (一键交接).
struct HandOverPage: Sendable {
  let call: Call
  let session: Session

  private var accountID: String { call.part("account") }
  /// An unattended screen must not be enough to take an account over.
  private var proof: FormField {
    FormField("answer", "您本人的验证码", .oneTimeCode, hint: "手机验证器或口令卡上的数字，也可以用恢复码", autocomplete: "one-time-code", lengthLimit: 20)
  }

  func show(refilled: (form: SubmittedForm, errors: FormErrors)? = nil) async throws -> Response {
    let frame = try await call.frame(session)
    var page = FormPage(
      action: "/accounts/\(accountID)/hand-over", csrf: call.csrf, submitVerb: "交接并停用原账号",
      fields: [
        FormField("name", "接手人的姓名", lengthLimit: 50),
        FormField("sign-in-name", "接手人的登录名", hint: "字母、数字和 . _ - @", autocomplete: "off", lengthLimit: 64),
        FormField("email", "接手人的电子邮箱", .email, isRequired: false, autocomplete: "off"),
        FormField("telephone", "接手人的电话", .telephone, isRequired: false, autocomplete: "off"),
        FormField("confirm", "确认", .confirmation(phrase: "交接")),
      ] + (accountID == session.person.accountID && session.person.role.needsSecondFactor ? [proof] : []))
    page.submitLook = .final
    let form = refilled.map { page.refilled(from: $0.form, errors: $0.errors) } ?? page
    return frame.page("一键交接", lead: "权限原样转给接手的人，原账号随即停用，不能恢复；原来的操作记录都保留。") {
      card { form.html }
    }.response(status: refilled == nil ? .ok : .unprocessableContent)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    if form.trimmed("confirm") != "交接" { errors.add("请输入「交接」两个字确认", for: "confirm") }
    if form.trimmed("name").isEmpty { errors.add("请填写接手人的姓名", for: "name") }
    guard errors.isEmpty else { return try await show(refilled: (form, errors)) }
    do {
      if accountID == session.person.accountID, session.person.role.needsSecondFactor {
        try await call.center.checkSecondFactor(
          answer: form["answer"] ?? "", token: call.token, person: session.person.signedIn)
      }
      let invitation = try await call.center.handOverDuties(
        of: accountID, toName: form.trimmed("name"), signInName: form.trimmed("sign-in-name"),
        email: form.trimmed("email").isEmpty ? nil : form.trimmed("email"),
        telephone: form.trimmed("telephone").isEmpty ? nil : form.trimmed("telephone"), by: session.person.signedIn)
      if accountID == session.person.accountID { return try HandedOverPage(call: call, invitation: invitation).response() }
      return try await InvitedPage(call: call, session: session, invitation: invitation).show()
    } catch let refusal as SignInRefusal {
      errors.add("\(refusal.message)，\(refusal.hint)", for: "sign-in-name")
      return try await show(refilled: (form, errors))
    }
  }
}

/// The last page of an account that handed itself over: the successor's link, once.
struct HandedOverPage: Sendable {
  let call: Call
  let invitation: Invitation

  func response() throws -> Response {
    let link = call.center.publicAddress + invitation.path
    let picture = try QRPicture(link)
    var response = DoorwayPage(title: "已交接", under: nil, help: nil).document {
      Tag.h1("已交接，您的账号已停用")
      Tag.p("请把这个链接交给接手的人，只显示这一次，七天内有效：")
      CopyText(title: "邀请", text: "请打开链接设置毕业生图像信息采集的登录密码：\(link) 链接七天内有效，只能用一次，请勿转发。").html
      QRImage.svg(picture, label: "邀请链接二维码")
    }.response(status: .ok)
    response.headers.appendCookie(call.cookie(SiteCookieName.session, "", maxAgeSeconds: 0))
    return response
  }
}
