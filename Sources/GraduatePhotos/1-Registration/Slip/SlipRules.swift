/// What the center knows about the institution whose slip is judged.
public struct SlipContext: Sendable, Hashable {
  /// Names the institution bears in the campaign's year; empty when it is not registered yet.
  public var registeredNames: [String]
  public var registeredCode: InstitutionCode?
  /// True for a study center: then the center's own name is required.
  public var isStudyCenter: Bool
  /// Code mode knows heads, not names; the slip is the same.
  public var kind: CampaignKind

  public init(
    registeredNames: [String] = [], registeredCode: InstitutionCode? = nil, isStudyCenter: Bool = false,
    kind: CampaignKind = .graduation
  ) {
    self.registeredNames = registeredNames
    self.registeredCode = registeredCode
    self.isStudyCenter = isStudyCenter
    self.kind = kind
  }
}

extension RegistrationSlip {
  /// All problems in the order of the form; empty when the slip can be handed in.
  public func problems(_ context: SlipContext = SlipContext()) -> [SlipProblem] {
    fields.compactMap { problem(of: $0, context) }
  }

  /// What stands still as long as the slip is as it is (A9.1).
  public func heldUp(_ context: SlipContext = SlipContext()) -> Set<HeldUp> {
    problems(context).reduce(into: []) { $0.formUnion($1.severity == .error ? $1.holdsUp : []) }
  }

  /// Every field of this slip in the order of the form.
  public var fields: [SlipField] {
    var fields: [SlipField] = [
      .institutionName, .studyCenterName, .institutionCode, .address, .postcode, .contactName, .telephone, .secondTelephone,
    ]
    fields += Category.allCases.map { .headCount($0) } + [.headCounts, .points]
    for (index, point) in points.enumerated() {
      fields += [.pointName(index), .pointAddress(index), .leaderName(index), .leaderTelephone(index)]
      for person in 0..<max(point.coordinators.count, ShootingPoint.coordinatorCount) {
        fields += [.coordinatorName(index, person), .coordinatorTelephone(index, person)]
      }
      fields += VenueItem.allCases.map { .venue(index, $0) }
    }
    return fields + [.receiverName, .receiverTelephone, .receiverAddress, .receiverPostcode]
  }

  /// The problem of one field, for checking while typing; nil when it is fine.
  public func problem(of field: SlipField, _ context: SlipContext = SlipContext()) -> SlipProblem? {
    switch field {
    case .institutionName, .studyCenterName, .institutionCode: identityProblem(of: field, context)
    case .address, .postcode, .contactName, .telephone, .secondTelephone: contactProblem(of: field)
    case .headCount, .headCounts: headCountProblem(of: field)
    case .receiverName, .receiverTelephone, .receiverAddress, .receiverPostcode: receiverProblem(of: field)
    default: pointProblem(of: field)
    }
  }

  private func identityProblem(of field: SlipField, _ context: SlipContext) -> SlipProblem? {
    let holds: Set<HeldUp> = [.processing, .burning]
    switch field {
    case .institutionName:
      let name = institutionName.trimmed
      if name.isEmpty { return field.error("没有填写", "请写全称，不用简称", holds) }
      if name.unicodeScalars.count > RegistrationLimits.slipTextCharacters { return field.error("超过 60 个字", "", holds) }
      guard !context.registeredNames.isEmpty, !context.registeredNames.contains(where: name.hasSameCodePoints(as:)) else {
        return nil
      }
      let names = context.registeredNames.map { "「\($0)」" }.joined(separator: "或")
      return field.error("与登记的名称\(names)不同", "请写全称；改过名请联系省厅管理员", holds)
    case .studyCenterName:
      let name = studyCenterName.trimmed
      if context.isStudyCenter && name.isEmpty { return field.error("没有填写", "请在总校名称之后写站点本身的名称", holds) }
      if !name.isEmpty, name.hasSameCodePoints(as: institutionName.trimmed) {
        return field.error("与总校名称相同", "请写站点本身的名称", holds)
      }
      return nil
    default:
      do {
        let code = try InstitutionCode.read(institutionCode)
        guard let registered = context.registeredCode, registered != code else { return nil }
        return field.error("与登记的代码 \(registered.value) 不同", "请核对；函授站填总校代码", holds)
      } catch {
        return field.error(error.message, error.hint, holds)
      }
    }
  }

  private func contactProblem(of field: SlipField) -> SlipProblem? {
    switch field {
    case .address:
      do { _ = try ChinesePostalAddress.read(address) } catch { return field.error(error.message, error.hint, [.mailing]) }
    case .postcode: return Self.postcodeProblem(postcode, field)
    case .contactName: return Self.nameProblem(contactName, field, [.shooting, .mailing])
    case .telephone:
      do {
        _ = try Telephone.readLandline(telephone)
      } catch { return field.error(error.message, error.hint, [.shooting, .mailing]) }
    default:
      if secondTelephone.trimmed.isEmpty { return nil }
      do { _ = try Telephone.read(secondTelephone) } catch { return field.error(error.message, error.hint, []) }
    }
    return nil
  }

  private func headCountProblem(of field: SlipField) -> SlipProblem? {
    if case .headCount(let category) = field {
      guard let count = headCounts[category] else { return nil }
      return RegistrationLimits.headCount.contains(count) ? nil : field.error("人数应在 0–200000 之间", "", [.shooting])
    }
    if headCounts.isBlank { return field.error("没有填写", "请按普通、成人、研究生填写应拍人数，没有的填 0", [.shooting]) }
    return headCounts.total > 0 ? nil : field.error("合计为 0 人", "请填写应拍人数；没有毕业生请联系采集计划员", [.shooting])
  }

  private func receiverProblem(of field: SlipField) -> SlipProblem? {
    let holds: Set<HeldUp> = [.mailing, .burning]
    switch field {
    case .receiverName: return Self.nameProblem(receiver.name, field, holds)
    case .receiverTelephone:
      do { _ = try Telephone.read(receiver.telephone) } catch { return field.error(error.message, error.hint, holds) }
    case .receiverAddress:
      // Empty: the slip's own address, judged there.
      if receiver.address.trimmed.isEmpty { return nil }
      do { _ = try ChinesePostalAddress.read(receiver.address) } catch { return field.error(error.message, error.hint, holds) }
    default: return Self.postcodeProblem(receiver.postcode, field)
    }
    return nil
  }

  static func postcodeProblem(_ text: String, _ field: SlipField) -> SlipProblem? {
    let tidy = text.compactHalfWidth
    if tidy.isEmpty || (tidy.isAllDigits && tidy.utf8.count == 6) { return nil }
    return field.error("邮编应为 6 位数字", "", [.mailing])
  }

  static func nameProblem(_ text: String, _ field: SlipField, _ holds: Set<HeldUp>) -> SlipProblem? {
    if text.trimmed.isEmpty { return field.error("没有填写", "", holds) }
    if text.unicodeScalars.count > RegistrationLimits.slipTextCharacters { return field.error("超过 60 个字", "", holds) }
    return nil
  }
}
