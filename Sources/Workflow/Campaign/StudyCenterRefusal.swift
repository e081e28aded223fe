import GraduatePhotos

/// Why a study center is not added, changed, removed or handed over.
public enum StudyCenterRefusal: Refusal, Equatable {
  case unknown
  case incomplete([String])
  case alreadyListed(name: String)
  /// The parent's code belongs to an institution that never bore the name given.
  case parentDiffers(code: String, known: String, given: String)
  /// Neither a code nor a name that is on record.
  case parentUnknown(name: String)
  case parentNameMissing(code: String)
  case provinceUnknown(String)
  case headsOutOfRange
  case tooLong(field: String)
  /// The center lies in the campaign's province: it is photographed here.
  case notElsewhere(name: String)
  /// Its agency has been told; it cannot move or vanish unseen.
  case handedOver(name: String, agency: String)
  case notHandedOver(name: String)
  case agencyMissing(province: String)
  case nothingToHandOver(province: String)
  case inUse(name: String, what: [String])
  /// Work rests on it: only those who run the campaign change it now.
  case inWork(name: String, what: [String])
  /// The institution has no part in the campaign.
  case notTakingPart

  public var code: String {
    switch self {
    case .unknown: "study-center.unknown"
    case .incomplete: "study-center.incomplete"
    case .alreadyListed: "study-center.already-listed"
    case .parentDiffers: "study-center.parent-differs"
    case .parentUnknown: "study-center.parent-unknown"
    case .parentNameMissing: "study-center.parent-name-missing"
    case .provinceUnknown: "study-center.province-unknown"
    case .headsOutOfRange: "study-center.heads-out-of-range"
    case .tooLong: "study-center.too-long"
    case .notElsewhere: "study-center.not-elsewhere"
    case .handedOver: "study-center.handed-over"
    case .notHandedOver: "study-center.not-handed-over"
    case .agencyMissing: "study-center.agency-missing"
    case .nothingToHandOver: "study-center.nothing-to-hand-over"
    case .inUse: "study-center.in-use"
    case .inWork: "study-center.in-work"
    case .notTakingPart: "study-center.not-taking-part"
    }
  }

  public var message: String {
    switch self {
    case .unknown: "没有这个站点"
    case .incomplete(let problems): problems.joined(separator: "；")
    case .alreadyListed(let name): "「\(name)」已经登记"
    case .parentDiffers(let code, let known, let given): "总校代码 \(code) 是「\(known)」，不是「\(given)」"
    case .parentUnknown(let name): name.isEmpty ? "没有填写总校代码或名称" : "院校列表里没有「\(name)」"
    case .parentNameMissing(let code): "代码 \(code) 还没有登记，请填写总校名称"
    case .provinceUnknown(let text): text.isEmpty ? "没有填写站点所在省份" : "没有名为「\(text)」的省份"
    case .headsOutOfRange: "预计人数应在 \(CampaignLimits.expectedHeads.lowerBound)–\(CampaignLimits.expectedHeads.upperBound) 之间"
    case .tooLong(let field): "\(field)太长"
    case .notElsewhere(let name): "「\(name)」在本省，由本省拍摄，不用移交"
    case .handedOver(let name, let agency): "「\(name)」已移交给\(agency)"
    case .notHandedOver(let name): "「\(name)」还没有移交"
    case .agencyMissing(let province): "没有填写\(province)的采集单位"
    case .nothingToHandOver(let province): "\(province)没有待移交的站点"
    case .inUse(let name, let what): "「\(name)」已有\(what.joined(separator: "、"))，不能删除"
    case .inWork(let name, let what): "「\(name)」已有\(what.joined(separator: "、"))，不能自行修改"
    case .notTakingPart: "贵校还没有列入这次采集"
    }
  }

  public var hint: String {
    switch self {
    case .unknown: "请从站点列表里选"
    case .incomplete: "请补齐后再保存"
    case .alreadyListed: "同一总校的站点名称不能相同，请核对"
    case .parentDiffers: "请核对代码；如是更名，请先在该院校里添加名称"
    case .parentUnknown: "请填写总校的五位代码；还没有代码的，请先在院校里以临时代码登记"
    case .parentNameMissing: "请写总校全称"
    case .provinceUnknown: "请填写省份全称，例如 甘肃省"
    case .headsOutOfRange: "没有学生请填 0"
    case .tooLong: "名称最多 \(CampaignLimits.nameCharacters) 个字，地址最多 \(CampaignLimits.textCharacters) 个字"
    case .notElsewhere: "请核对站点所在省份"
    case .handedOver: "请先撤回移交并告知对方，再修改省份或删除"
    case .notHandedOver: "请从已移交的站点里选"
    case .agencyMissing: "请在采集设置的「外省采集单位」里添加，或在移交时填写"
    case .nothingToHandOver: "请核对省份"
    case .inUse: "请先撤回或删除这些内容"
    case .inWork: "请把要改的内容告诉采集单位，由采集单位修改"
    case .notTakingPart: "请联系省厅管理员或采集计划员"
    }
  }
}
