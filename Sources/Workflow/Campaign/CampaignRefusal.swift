import GraduatePhotos

/// Why a campaign is not opened or not changed.
public enum CampaignRefusal: Refusal, Equatable {
  case unknown
  /// The form's own rules stand against it; each problem names its field.
  case incomplete([CampaignProblem])
  /// There is one of this province, class and kind.
  case alreadyOpen(title: String)
  case provinceUnknown(String)
  case provinceCodeDiffers(province: String, code: String)
  case standardUnknown(String)
  case tooLong(field: String)
  case tooManyOffices(limit: Int)
  /// Province, class and kind cannot change once somebody takes part.
  case identityFixed(participants: Int)
  /// Names and codes do not mix in one campaign.
  case regimeFixed
  /// Fields the planner may not change.
  case officerOnly(fields: [String])

  public var code: String {
    switch self {
    case .unknown: "campaign.unknown"
    case .incomplete: "campaign.incomplete"
    case .alreadyOpen: "campaign.already-open"
    case .provinceUnknown: "campaign.province-unknown"
    case .provinceCodeDiffers: "campaign.province-code-differs"
    case .standardUnknown: "campaign.standard-unknown"
    case .tooLong: "campaign.too-long"
    case .tooManyOffices: "campaign.too-many-offices"
    case .identityFixed: "campaign.identity-fixed"
    case .regimeFixed: "campaign.regime-fixed"
    case .officerOnly: "campaign.officer-only"
    }
  }

  public var message: String {
    switch self {
    case .unknown: "没有这次年度采集"
    case .incomplete(let problems):
      problems.count == 1
        ? problems[0].message : "有 \(problems.count) 处要补正：" + problems.prefix(3).map(\.message).joined(separator: "；")
    case .alreadyOpen(let title): "「\(title)」已经建立"
    case .provinceUnknown(let text): text.isEmpty ? "没有填写省份" : "没有名为「\(text)」的省份"
    case .provinceCodeDiffers(let province, let code): "\(province)的省份代码应为 \(code)"
    case .standardUnknown(let id): "没有代号为「\(id)」的照片规范"
    case .tooLong(let field): "\(field)太长"
    case .tooManyOffices(let limit): "单位最多填 \(limit) 个"
    case .identityFixed(let participants): "已有 \(participants) 所院校或站点参加，省份、届和种类不能再改"
    case .regimeFixed: "这次采集已有名单或采集码，采集方式不能再改"
    case .officerOnly(let fields): "\(fields.joined(separator: "、"))由省厅管理员确定，采集计划员不能修改"
    }
  }

  public var hint: String {
    switch self {
    case .unknown: "请从采集列表里选"
    case .incomplete: "请按每处提示修改后再保存"
    case .alreadyOpen: "请打开它修改设置；另一届请改届，新生入学照请改种类"
    case .provinceUnknown: "请填写省份全称，例如 甘肃省"
    case .provinceCodeDiffers(_, let code): "请改填 \(code)"
    case .standardUnknown: "请从照片规范列表里选，或先添加本省的规范"
    case .tooLong: "名称最多 \(CampaignLimits.nameCharacters) 个字，地址最多 \(CampaignLimits.textCharacters) 个字"
    case .tooManyOffices: "请只保留要联系的外省采集单位"
    case .identityFixed: "另一届或另一种类请另建一次采集"
    case .regimeFixed: "请另建一次采集；两种方式的数据不能放在一起"
    case .officerOnly: "请把其余修改先保存，这几项请联系省厅管理员"
    }
  }
}
