import GraduatePhotos

/// Why an institution is not added, changed, invited or withdrawn.
public enum InstitutionRefusal: Refusal, Equatable {
  case unknown
  /// The code belongs to an institution already.
  case codeTaken(code: String, name: String)
  /// A provisional code was typed; the center gives them.
  case provisionalIsGiven
  case provisionalExhausted
  /// The institution has the ministry's code, and work rests on it.
  case codeIsFinal(code: String, what: [String])
  case identifierForm
  case identifierDiffers(code: String)
  case names([String])
  case tooLong(field: String)
  case tooManyNames(limit: Int)
  case provinceUnknown(String)
  /// A new name must begin after the present one did.
  case nameYear(from: Int)
  case tooManyAtOnce(limit: Int)
  case notParticipating(name: String)
  /// Something of the institution lies in the campaign already.
  case inUse(name: String, what: [String])
  case table([RowProblem])
  /// The institution told another code meanwhile, or it was decided.
  case proposalGone(code: String)

  /// A row of a table that cannot be taken.
  public struct RowProblem: Sendable, Hashable {
    /// As the file counts, the header included, from 1.
    public let row: Int
    public let message: String
  }

  public var code: String {
    switch self {
    case .unknown: "institution.unknown"
    case .codeTaken: "institution.code-taken"
    case .provisionalIsGiven: "institution.provisional-is-given"
    case .provisionalExhausted: "institution.provisional-exhausted"
    case .codeIsFinal: "institution.code-is-final"
    case .identifierForm: "institution.identifier-form"
    case .identifierDiffers: "institution.identifier-differs"
    case .names: "institution.names"
    case .tooLong: "institution.too-long"
    case .tooManyNames: "institution.too-many-names"
    case .provinceUnknown: "institution.province-unknown"
    case .nameYear: "institution.name-year"
    case .tooManyAtOnce: "institution.too-many-at-once"
    case .notParticipating: "institution.not-participating"
    case .inUse: "institution.in-use"
    case .table: "institution.table"
    case .proposalGone: "institution.proposal-gone"
    }
  }

  public var message: String {
    switch self {
    case .unknown: "没有这所院校"
    case .codeTaken(let code, let name): "代码 \(code) 已登记为「\(name)」"
    case .provisionalIsGiven: "临时代码由系统按顺序分配，不能自己填写"
    case .provisionalExhausted: "999 个临时代码已用完"
    case .codeIsFinal(let code, let what): "这所院校已有代码 \(code)，并且已有\(what.joined(separator: "、"))"
    case .identifierForm: "学校标识码应为 10 位数字"
    case .identifierDiffers(let code): "学校标识码的后五位应与院校代码 \(code) 相同"
    case .names(let problems): problems.joined(separator: "；")
    case .tooLong(let field): "\(field)太长"
    case .tooManyNames(let limit): "一所院校最多记 \(limit) 个名称"
    case .provinceUnknown(let text): text.isEmpty ? "没有填写省份" : "没有名为「\(text)」的省份"
    case .nameYear(let from): "现用名称从 \(from) 年开始，新名称的开始年份应在其后"
    case .tooManyAtOnce(let limit): "一次最多处理 \(limit) 所院校"
    case .notParticipating(let name): "「\(name)」没有参加这次采集"
    case .inUse(let name, let what): "「\(name)」在这次采集中已有\(what.joined(separator: "、"))，不能退出"
    case .proposalGone(let code): "报来的代码 \(code) 已经处理过，或已改报别的代码"
    case .table(let problems):
      "有 \(problems.count) 行不能导入：" + problems.prefix(3).map { "第 \($0.row) 行 \($0.message)" }.joined(separator: "；")
    }
  }

  public var hint: String {
    switch self {
    case .unknown: "请从院校列表里选"
    case .codeTaken: "请核对代码；如只是更名，请在那所院校里添加新名称"
    case .provisionalIsGiven: "请选「暂无代码」"
    case .provisionalExhausted: "请先为已有代码的院校换上教育部代码"
    case .codeIsFinal: "代码确有变更时，请先与省教育厅核实，再作为新院校登记"
    case .identifierForm: "例如 4162010730；不知道可以不填"
    case .identifierDiffers: "请核对是否抄自另一所院校"
    case .names: "请核对每个名称的起止年份"
    case .tooLong: "名称最多 \(CampaignLimits.nameCharacters) 个字"
    case .tooManyNames: "请只保留仍会用到的名称"
    case .provinceUnknown: "请填写省份全称，例如 甘肃省"
    case .nameYear: "如原来的年份有误，请在「全部名称」里一并修改"
    case .tooManyAtOnce: "请分几次进行"
    case .notParticipating: "请核对采集和院校"
    case .inUse: "请先撤回或删除这些内容，再让它退出"
    case .proposalGone: "请刷新页面，看现在报来的代码"
    case .table: "请改正后重新导入；本次没有导入任何一行"
    }
  }
}
