import GraduatePhotos
import Storage

extension CollectionCenter {
  /// The rights of an institution's liaison for whoever has the center's own machine, journaled as the machine's.
  ///
  /// - Parameters:
  ///   - code: the institution's present code, or one it bore before.
  ///   - operator: proof that this is the center's own machine.
  /// - Returns: an actor for that institution.
  /// - Throws: `UpkeepRefusal.institutionUnknown`.
  public func operatorForInstitution(code: String, by operator: MachineOperator) async throws -> OperatorForInstitution {
    try await records.read { transaction in
      let found = try transaction.row(
        """
        SELECT id FROM institution WHERE code = ? UNION ALL SELECT institution_id AS id FROM institution_former_code WHERE code = ?
        LIMIT 1
        """, [.text(code), .text(code)])
      guard let found else { throw UpkeepRefusal.institutionUnknown(code) }
      return OperatorForInstitution(institutionID: try found.text("id"))
    }
  }

  /// The campaign that somebody means on the command line: by its id, or by its graduating class when only one bears it.
  ///
  /// - Throws: `UpkeepRefusal.campaignUnknown`, `.campaignAmbiguous`.
  public func campaignMeant(by text: String) async throws -> CampaignLine {
    let all = try await campaigns()
    if let exact = all.first(where: { $0.id == text }) { return exact }
    let ofClass = all.filter { String($0.graduatingClass.year) == text }
    guard let found = ofClass.first else {
      throw UpkeepRefusal.campaignUnknown(text, known: all.map { "\($0.graduatingClass.year)（\($0.title)）" })
    }
    guard ofClass.count == 1 else { throw UpkeepRefusal.campaignAmbiguous(text, ids: ofClass.map { "\($0.id)（\($0.title)）" }) }
    return found
  }
}

/// What the command line asks for and the center has not.
public enum UpkeepRefusal: Refusal, Equatable {
  case institutionUnknown(String)
  case campaignUnknown(String, known: [String])
  case campaignAmbiguous(String, ids: [String])

  public var code: String {
    switch self {
    case .institutionUnknown: "upkeep.institution-unknown"
    case .campaignUnknown: "upkeep.campaign-unknown"
    case .campaignAmbiguous: "upkeep.campaign-ambiguous"
    }
  }

  public var message: String {
    switch self {
    case .institutionUnknown(let code): "没有代码为 \(code) 的院校"
    case .campaignUnknown(let text, _): "没有找到年度采集 \(text)"
    case .campaignAmbiguous(let text, _): "\(text) 届不止一次年度采集"
    }
  }

  public var hint: String {
    switch self {
    case .institutionUnknown: "请核对五位院校代码，或先在网页上添加这所院校"
    case .campaignUnknown(_, let known): known.isEmpty ? "现在还没有年度采集，请先在网页上建立" : "现有：" + known.joined(separator: "、")
    case .campaignAmbiguous(_, let ids): "请写编号：" + ids.joined(separator: "、")
    }
  }
}
