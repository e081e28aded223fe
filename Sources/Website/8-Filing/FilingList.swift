import GraduatePhotos
import Workflow

/// The packages of an institution, each with its differences and where it went.
struct FilingList: Sendable {
  let call: Call
  let filings: [FilingLine]
  let errors: FormErrors
  /// The filing whose form was refused; empty for none.
  let refusedAt: String
  let typed: SubmittedForm?

  private var address: FilingAddress { call.filingAddress }

  var html: HTML {
    guard !filings.isEmpty else { return card("报盘数据包") { Tag.p("还没有生成过。") } }
    return fragment { for filing in filings { one(filing) } }
  }

  private func one(_ filing: FilingLine) -> HTML {
    card("第 \(filing.ordinal) 次：\(filing.number)") {
      if filing.withdrawn > 0 {
        Notice(
          kind: .wrong, title: "\(filing.withdrawn) 人的照片在生成以后撤回了", text: "这些照片可能不是本人或不合要求，请不要再用这个数据包，重新生成。"
        ).html
      }
      facts(filing)
      Button.row {
        Button.link("下载数据包（加密 ZIP）", to: address.zip(filing.id), filing.id == filings.first?.id ? .primary : .quiet)
        Button.act("查看密码", at: address.password(filing.id), csrf: call.csrf, .quiet)
      }
      sent(filing)
    }
  }

  private func facts(_ filing: FilingLine) -> HTML {
    var list = DescriptionList()
    list.add("人数", "\(filing.people) 人\(filing.held > 0 ? "，另有 \(filing.held) 人暂不报盘" : "")")
    list.add("校对", confirmations(filing))
    list.add("格式", filing.profileName)
    if filing.changes.isEmpty {
      list.add("与上一次比", changes(filing))
    } else {
      list.add("与上一次比", Tag.a(changes(filing), .href(address.changes(filing.id))))
    }
    list.add("生成", "\(Moment.text(filing.madeAt)) \(filing.madeBy)")
    list.add("内容校验值", String(filing.contentHash.prefix(16)))
    return list.html
  }

  private func confirmations(_ filing: FilingLine) -> String {
    FilingConfirmation.allCases.compactMap { kind in filing.confirmations[kind].map { "\(kind.chineseName) \($0) 人" } }
      .joined(separator: "，")
  }

  private func changes(_ filing: FilingLine) -> String {
    guard filing.ordinal > 1 else { return "第一次" }
    let words = Self.kinds.compactMap { kind, word in filing.changes[kind].map { "\(word) \($0) 人" } }
    return words.isEmpty ? "人员没有变化" : words.joined(separator: "，")
  }

  /// What may be different, in one order.
  static let kinds = [
    ("added", "新增"), ("portrait", "换照片"), ("data", "改信息"), ("confirmation", "校对有变化"), ("removed", "不再报盘"),
  ]

  private func sent(_ filing: FilingLine) -> HTML {
    fragment {
      if !filing.sent.isEmpty {
        DataTable(
          caption: "报送记录", columns: [.text("日期"), .text("方式", wide: true), .text("反馈", wide: true), .text("登记人"), .text("")],
          rows: filing.sent.map { sent in
            [
              .text(sent.day.chinese), .text(sent.way), .text(sent.reply), .text(sent.by),
              sent.isCancelled
                ? .mark(.wait("已作废"))
                : .html(
                  Button.act(
                    "作废", at: address.sent(filing.id) + "/cancel", csrf: call.csrf,
                    fields: [("sent", sent.id), ("institution", filing.institutionID)])),
            ]
          }, emptyText: ""
        ).html
      }
      Tag.details(.flag(.open, if: refusedAt == filing.id)) {
        Tag.summary("登记报送")
        form(filing).html
      }
    }
  }

  private func form(_ filing: FilingLine) -> FormPage {
    let isHere = refusedAt == filing.id
    func value(_ name: String) -> String { isHere ? typed?[name] ?? "" : "" }
    var form = FormPage(
      action: address.sent(filing.id), csrf: call.csrf, submitVerb: "登记报送",
      fields: [
        FormField("day", "报送日期", .date, value: value("day")),
        FormField("way", "报送方式", value: value("way"), hint: "例如：学信网学历电子注册系统上传", lengthLimit: 60),
        FormField(
          "reply", "对方的反馈", .textArea(rows: 2), value: value("reply"), hint: "例如：接收 812 人，退回 3 人。不要写证件号",
          isRequired: false, lengthLimit: 300),
      ], errors: isHere ? errors : FormErrors())
    form.hidden = [("institution", filing.institutionID), ("operation", call.center.freshToken())]
    return form
  }
}
