import GraduatePhotos

/// The demonstration's campaign: the shape of the 2013 notice, moved so that registration is open and shooting begins today.
enum DemonstrationPlan {
  static func plan(on today: CalendarDay) -> CampaignPlan {
    let year = today.month >= 8 ? today.year + 1 : today.year
    func days(_ from: Int, _ to: Int) -> CalendarDays {
      CalendarDays(today.adding(days: from), through: today.adding(days: to))
    }
    return CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: year),
      offices: [
        office(.educationDepartment, "示例省教育厅学生处", "兰州市城关区示例路 1 号", "周示例", "0931-1234501"),
        office(.agency, "示例采集中心", "兰州市城关区示例路 2 号", "王示例", "0931-1234502"),
        office(.headOffice, "示例采集总部", "北京市西城区示例街 3 号", "吴示例", "010-12345603"),
      ],
      windows: [
        CampaignWindow(.registration, days(-14, 16)), CampaignWindow(.phase1, days(0, 80)),
        CampaignWindow(.phase2, days(110, 140)), CampaignWindow(.verification, days(100, 150)),
        CampaignWindow(.makeup, days(151, 154)), CampaignWindow(.dataCheck, days(163, 172)),
        CampaignWindow(.proofing, days(163, 172)),
      ],
      makeupPlace: "示例采集中心 一楼拍摄室（兰州市城关区示例路 2 号）", feePerHead: .yuan(20), photoStandard: "national-2017")
  }

  private static func office(
    _ kind: Office.Kind, _ name: String, _ address: String, _ person: String, _ telephone: String
  ) -> Office {
    Office(kind: kind, name: name, address: address, contactName: person, telephone: telephone)
  }

  /// Its code is provisional: no real institution is meant.
  static let institution = InstitutionEntry(
    code: .provisional, names: [InstitutionName("示例大学")], kind: .university, province: "甘肃省", city: "兰州市")

  static func slip(from draft: RegistrationSlip) -> RegistrationSlip {
    var slip = draft
    slip.address = "兰州市安宁区示例路 100 号 行政楼 305 室"
    slip.postcode = "730000"
    slip.contactName = "张示例"
    slip.telephone = "0931-1234510"
    slip.secondTelephone = "13900000010"
    slip.headCounts = HeadCounts(regular: DemonstrationRoster.count, adult: 0, postgraduate: 0)
    slip.points = [
      ShootingPoint(
        name: "大学生活动中心", address: "兰州市安宁区示例路 100 号 大学生活动中心 201、202 室",
        leader: PointPerson(name: "赵示例", telephone: "13900000011"),
        coordinators: [
          PointPerson(name: "陈示例", telephone: "13900000012"), PointPerson(name: "孙示例", telephone: "13900000013"),
        ], venue: VenueCheckList(confirmed: Set(VenueItem.allCases)))
    ]
    slip.receiver = PostalReceiver(name: "张示例", telephone: "0931-1234510", address: slip.address, postcode: slip.postcode)
    return slip
  }
}
