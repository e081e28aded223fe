/// 漏拍名单（函） (A5): names and identity numbers of who has no picture on the disc, with the institution's seal, contact, address and
/// telephone; without the seal it is not handled.
public struct MissingLetter: Sendable, Hashable {
  public struct Person: Sendable, Hashable {
    /// The graduate's or the code's id.
    public var id: String
    /// In code mode the collection code.
    public var name: String
    /// Empty in code mode.
    public var idNumber: String

    public init(id: String, name: String, idNumber: String) {
      self.id = id
      self.name = name
      self.idNumber = idNumber
    }
  }

  /// What the center knows of a person who is to stand in the letter.
  public enum Standing: Sendable, Hashable {
    case missing
    /// A picture of him is on a disc that the institution received.
    case delivered
    case left(StatusChange.Kind)
    /// Stands in an earlier letter that is not answered; holds its number.
    case asked(number: String)
  }

  public var regime: Regime
  /// Number of the delivery that was checked; empty before any disc came.
  public var delivery: String
  public var people: [Person]
  public var contactName: String
  public var address: String
  public var telephone: String

  public init(
    regime: Regime = .roster, delivery: String, people: [Person], contactName: String, address: String, telephone: String
  ) {
    self.regime = regime
    self.delivery = delivery
    self.people = people
    self.contactName = contactName
    self.address = address
    self.telephone = telephone
  }

  /// All that stands against sealing it, in the order of the form; empty when it may be printed for its seal.
  public func problems(standings: [String: Standing]) -> [MissingLetterRefusal] {
    var problems: [MissingLetterRefusal] = []
    if delivery.trimmed.isEmpty { problems.append(.noDelivery) }
    if people.isEmpty { problems.append(.nobody) }
    if people.count > VerificationLimits.missingPeople { problems.append(.tooMany(people.count)) }
    problems += peopleProblems(standings)
    if contactName.trimmed.isEmpty { problems.append(.contactMissing) }
    do { _ = try ChinesePostalAddress.read(address) } catch { problems.append(.address(error)) }
    do { _ = try Telephone.read(telephone) } catch { problems.append(.telephone(error)) }
    return problems
  }

  private func peopleProblems(_ standings: [String: Standing]) -> [MissingLetterRefusal] {
    var problems: [MissingLetterRefusal] = []
    var seen: Set<String> = []
    for (index, person) in people.enumerated() {
      let row = index + 1
      if !seen.insert(person.id).inserted { problems.append(.twice(row: row)) }
      if person.name.trimmed.isEmpty { problems.append(regime == .roster ? .nameMissing(row: row) : .codeMissing(row: row)) }
      switch regime {
      case .roster: if person.idNumber.trimmed.isEmpty { problems.append(.idNumberMissing(row: row)) }
      case .code:
        let holdsNumber = CodeModeGuard.holdsIDNumber(person.name) || !person.idNumber.isEmpty
        if holdsNumber || person.name.unicodeScalars.contains(where: \.isHanLike) { problems.append(.personalData(row: row)) }
      }
      switch standings[person.id] {
      case .missing: continue
      case .delivered: problems.append(.delivered(row: row))
      case .left(let kind): problems.append(.left(row: row, kind))
      case .asked(let number): problems.append(.asked(row: row, number: number))
      case nil: problems.append(.unknown(row: row))
      }
    }
    return problems
  }

  /// Whether it may go to the head office: complete, and the seal is on just these contents.
  ///
  /// `hash` is of the letter's contents now, `sealedHash` of those that were stamped or confirmed by the leader; nil without a seal.
  public func checkSending(
    standings: [String: Standing], hash: String, sealedHash: String?
  ) throws(MissingLetterRefusal) {
    if let first = problems(standings: standings).first { throw first }
    guard let sealedHash else { throw .unsealed }
    guard sealedHash == hash else { throw .changedSinceSeal }
  }
}

/// Why a missing letter is not sealed, sent or answered.
public enum MissingLetterRefusal: Refusal, Hashable {
  case noDelivery, nobody, contactMissing, unsealed, changedSinceSeal
  case tooMany(Int)
  case twice(row: Int)
  case nameMissing(row: Int)
  case codeMissing(row: Int)
  case idNumberMissing(row: Int)
  case personalData(row: Int)
  case delivered(row: Int)
  case left(row: Int, StatusChange.Kind)
  case asked(row: Int, number: String)
  case unknown(row: Int)
  case address(AddressProblem)
  case telephone(TelephoneProblem)

  public var code: String {
    switch self {
    case .noDelivery: "missing.no-delivery"
    case .nobody: "missing.nobody"
    case .contactMissing: "missing.contact"
    case .unsealed: "missing.unsealed"
    case .changedSinceSeal: "missing.changed-since-seal"
    case .tooMany: "missing.too-many"
    case .twice: "missing.twice"
    case .nameMissing: "missing.name"
    case .codeMissing: "missing.code"
    case .idNumberMissing: "missing.id-number"
    case .personalData: "missing.personal-data"
    case .delivered: "missing.delivered"
    case .left: "missing.left"
    case .asked: "missing.asked"
    case .unknown: "missing.unknown"
    case .address: "missing.address"
    case .telephone: "missing.telephone"
    }
  }

  public var message: String {
    switch self {
    case .noDelivery: "还没有收到照片光盘，漏拍要对照光盘清点"
    case .nobody: "名单里没有人"
    case .contactMissing: "没有填写联系人"
    case .unsealed: "漏拍名单没有盖校章"
    case .changedSinceSeal: "盖章以后名单又有改动，章盖的不是这一份"
    case .tooMany(let count): "名单有 \(count) 人，一份最多 \(VerificationLimits.missingPeople) 人"
    case .twice(let row): "第 \(row) 人与前面的重复"
    case .nameMissing(let row): "第 \(row) 人没有姓名"
    case .codeMissing(let row): "第 \(row) 人没有采集码"
    case .idNumberMissing(let row): "第 \(row) 人没有身份证号"
    case .personalData(let row): "第 \(row) 人写了姓名或证件号码，采集码模式不接收"
    case .delivered(let row): "第 \(row) 人的照片已在光盘上"
    case .left(let row, let kind): "第 \(row) 人已登记\(kind.chineseName)，不用拍照"
    case .asked(let row, let number): "第 \(row) 人已在漏拍名单 \(number) 里，还没有答复"
    case .unknown(let row): "第 \(row) 人不在本校的学生名单里"
    case .address(let problem): "通讯地址：\(problem.message)"
    case .telephone(let problem): "电话：\(problem.message)"
    }
  }

  public var hint: String {
    switch self {
    case .noDelivery: "请收到光盘并清点以后再报"
    case .nobody: "没有漏拍的，不用报"
    case .contactMissing: "请填写联系人的姓名"
    case .unsealed: "请打印盖章后拍照上传，或由主管领导确认；没有校章总部不受理"
    case .changedSinceSeal: "请重新打印盖章，或由主管领导再确认一次"
    case .tooMany: "请按院系分开报"
    case .twice, .delivered, .left, .asked: "请从名单里移出这个人"
    case .nameMissing, .idNumberMissing: "请先在学生名单里补全"
    case .codeMissing, .personalData: "请只写采集码"
    case .unknown: "请先在学生名单里登记这个人"
    case .address(let problem): problem.hint
    case .telephone(let problem): problem.hint
    }
  }
}
