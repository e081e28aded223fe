import GraduatePhotos

/// `campaign.json` of an example campaign, format 1; what the plan has no field for is not read.
struct ExampleCampaignFile: Decodable {
  struct Province: Decodable {
    let name: String
    let code: String
  }

  struct Contact: Decodable {
    let name: String?
    let telephone: String?
    let fax: String?
    let email: String?
  }

  struct OfficeFile: Decodable {
    let name: String
    let address: String?
    let postcode: String?
    let contacts: [Contact]?
  }

  struct Offices: Decodable {
    let department: OfficeFile
    let agency: OfficeFile
    let headOffice: OfficeFile
    let otherAgencies: [OfficeFile]?
  }

  struct Span: Decodable {
    let from: CalendarDay
    let to: CalendarDay

    func window(_ kind: CampaignWindow.Kind) -> CampaignWindow { CampaignWindow(kind, CalendarDays(from, through: to)) }
  }

  struct Makeup: Decodable {
    let from: CalendarDay
    let to: CalendarDay
    let place: String
  }

  struct Proofing: Decodable {
    let place: String
    let from: CalendarDay
    let to: CalendarDay
  }

  struct Fee: Decodable { let perHeadFen: Int }
  struct Shooting: Decodable { let studentsPerHour: Int }

  let format: Int
  let province: Province
  let graduatingYear: Int
  let namesYear: Int?
  let kind: String
  let regime: String
  let photoStandard: String
  let offices: Offices
  let registration: Span?
  let phases: [Span]
  let makeup: Makeup
  let dataCheck: Span?
  let verification: Span?
  let proofing: Proofing?
  let fee: Fee
  let shooting: Shooting

  func plan() -> CampaignPlan {
    let phaseKinds: [CampaignWindow.Kind] = [.phase1, .phase2, .phase3]
    var windows = registration.map { [$0.window(.registration)] } ?? []
    windows += zip(phaseKinds, phases).map { $1.window($0) }
    windows.append(Span(from: makeup.from, to: makeup.to).window(.makeup))
    windows += [(CampaignWindow.Kind.dataCheck, dataCheck), (.verification, verification)].compactMap { $1?.window($0) }
    if let proofing { windows.append(Span(from: proofing.from, to: proofing.to).window(.proofing)) }
    return CampaignPlan(
      province: province.name, provinceCode: province.code, graduatingClass: GraduatingClass(year: graduatingYear),
      kind: kind.hasPrefix("fresh") ? .freshmen : .graduation, regime: Regime(rawValue: regime) ?? .roster,
      offices: [
        offices.department.office(.educationDepartment), offices.agency.office(.agency), offices.headOffice.office(.headOffice),
      ] + (offices.otherAgencies ?? []).map { $0.office(.otherAgency) }, windows: windows, makeupPlace: makeup.place,
      feePerHead: Fen(fee.perHeadFen), photoStandard: photoStandard,
      proofingPlace: proofing?.place == "here" ? .here : .nationalSite, studentsPerHour: shooting.studentsPerHour)
  }
}

extension ExampleCampaignFile.OfficeFile {
  fileprivate func office(_ kind: Office.Kind) -> Office {
    let contact = contacts?.first
    return Office(
      kind: kind, name: name, address: address ?? "", postcode: postcode ?? "", contactName: contact?.name ?? "",
      telephone: contact?.telephone ?? "", email: contact?.email ?? "", fax: contact?.fax ?? "")
  }
}
