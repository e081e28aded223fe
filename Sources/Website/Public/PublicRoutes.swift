import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// What everybody may read without signing in (N6): dates, requirements, texts, contacts, a place's days, a class's hour.
  static let publicRoutes: [Route] = publicRoomRoutes + publicScheduleRoutes

  private static let publicRoomRoutes: [Route] =
    [
      .open("/public") { call in try await PublicCampaignsPage(call: call).show() },
      .open("/public/{campaign}") { call in try await PublicHomePage(call: call).show() },
      .open("/public/{campaign}/requirements") { call in try await PublicRequirementsPage(call: call).show() },
      .open("/public/{campaign}/contacts") { call in try await PublicContactsPage(call: call).show() },
    ]
    + PublicTextPage.allCases.map { page in
      Route.open("/public/{campaign}/\(page.rawValue)") { call in
        try await PublicTextShowPage(call: call, page: page).show()
      }
    }

  private static let publicScheduleRoutes: [Route] = [
    .open("/public/{campaign}/annex-3") { call in
      let (format, order) = call.annexChoice
      let file = try await PublicAnswer.found {
        try await call.center.publicAnnex(format, order, campaignID: call.part("campaign"))
      }
      return PublicAnswer.file(file.bytes, name: file.fileName, contentType: file.contentType, to: call)
    },
    .open("/public/{campaign}/{place}") { call in try await PublicPlacePage(call: call).show() },
    .open("/public/{campaign}/{place}/{class}") { call in try await PublicClassPage(call: call).show() },
    .open("/public/{campaign}/{place}/{class}/calendar") { call in
      try await PublicClassPage(call: call).calendar()
    },
    .open("/s/{short}") { call in
      switch try await call.center.publicTarget(short: call.part("short")) {
      case .campaign(let id)?: return .redirect(toOwn: PublicAddress.campaign(id))
      case .place(let id, let campaignID)?: return .redirect(toOwn: PublicAddress.place(id, campaignID))
      case .classGroup(let key, let placeID, let campaignID)?:
        return .redirect(toOwn: PublicAddress.classGroup(key, placeID, campaignID))
      case nil: throw HTTPError(.notFound)
      }
    },
  ]
}

/// The addresses for everybody.
enum PublicAddress {
  static func campaign(_ id: String) -> String { "/public/\(id)" }
  static func place(_ id: String, _ campaignID: String) -> String { "/public/\(campaignID)/\(id)" }
  static func classGroup(_ key: String, _ placeID: String, _ campaignID: String) -> String {
    "/public/\(campaignID)/\(placeID)/\(key)"
  }
}

/// Words of the pages for everybody.
enum PublicWords {
  static let notYet = Notice(kind: .look, title: "拍摄时间还没有公布", text: "公布以后在这里能查到每个班的日期、到场时间和地点，请过几天再来看。")

  /// - `more`: the address of the whole text.
  static func preparation(_ sentences: [String], more: String) -> HTML {
    card("请准备") {
      Tag.ul { for sentence in sentences { Tag.li(sentence) } }
      Tag.p { Tag.a("怎样准备，说得更细", .href(more)) }
    }
  }

  /// Where graduates look up their data (A11).
  static var nationalSite: HTML {
    fragment {
      Tag.a(NationalSite.name, .href(NationalSite.home), .noOpener)
      "：查自己的学籍、学历和照片"
    }
  }

  static func missed(_ text: String) -> HTML {
    card("没有赶上怎么办") {
      Tag.p(text)
      Tag.p("时间有疑问的，请问本班辅导员或本校学籍管理员。", .class("soft"))
    }
  }
}
