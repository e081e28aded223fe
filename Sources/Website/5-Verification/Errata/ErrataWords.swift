import GraduatePhotos
import Workflow

/// What the pages of the errata say in common.
enum ErrataWords {
  static func mark(_ line: ErratumLine) -> Mark {
    switch line.standing {
    case .unsealed: .look(line.formID == nil ? "待盖章" : "待盖章（已生成表）")
    case .sealed: .look("等总部处理")
    case .decided(.accepted): .right("已采纳")
    case .decided(.declined(let reason)): .wrong("未采纳：\(reason.chineseName)")
    case .withdrawn: .wait("已撤销")
    }
  }

  /// 「错误内容 → 正确内容」, empty ones named.
  static func change(_ old: String, _ new: String) -> HTML {
    fragment {
      Tag.span(shown(old), .class("erratum-old"))
      " → "
      Tag.b(shown(new))
    }
  }

  static func shown(_ text: String) -> String { text.isEmpty ? "（空）" : text }

  /// 「李示例 20100001」, in code mode the code alone.
  static func who(name: String, number: String) -> String { number.isEmpty ? name : "\(name) \(number)" }

  static func trail(_ address: ErrataAddress) -> [Frame.Crumb] {
    [
      .init(label: "核对照片", address: ClassCheckAddress(campaignID: address.campaignID).home),
      .init(label: "勘误", address: address.home),
    ]
  }

  static var evidence: [FormField.Option] {
    ErratumEvidence.Kind.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }
  }
}
