import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Admit where Guest == any VisitReader {
  /// Who takes a place's notices and papers away, each the own part.
  static var visitReaders: Admit<any VisitReader> {
    Admit(roles: [.officer, .planner, .liaison, .sealingLeader, .departmentSecretary, .counselor, .studyCenterLiaison]) {
      $0?.person.signedIn as? any VisitReader
    }
  }
}

/// Who takes lists with names away: they see the graduates on them anyhow.
typealias ListReader = VisitReader & GraduateReader

extension Admit where Guest == any ListReader {
  static var listReaders: Admit<any ListReader> {
    Admit(roles: [.officer, .liaison, .sealingLeader, .departmentSecretary, .counselor, .studyCenterLiaison]) {
      $0?.person.signedIn as? any ListReader
    }
  }
}

extension Site {
  /// Papers of the published schedule: Annex 3, and what a place hands on to its classes.
  static let visitPaperRoutes: [Route] = [
    .get("/campaigns/{campaign}/schedule/annex-3", .campaignKeepers) { call, keeper in
      let (format, order) = call.annexChoice
      let file = try await call.center.annex(format, order, campaignID: call.part("campaign"), by: keeper)
      return Download.response(bytes: file.bytes, fileName: file.fileName, contentType: file.contentType)
    },
    .get(papers, .visitReaders) { call, reader in try await PlacePapersPage(call: call, reader: reader).show() },
    .get(papers + "/class-list", .listReaders) { call, reader in
      try await VisitPapers.found {
        try await .file(
          call.center.shootingList(
            of: call.part("place"), classKey: call.chosenClass, campaignID: call.part("campaign"), by: reader))
      }
    },
    .get(papers + "/door-signs", .visitReaders) { call, reader in
      try await VisitPapers.found {
        try await .file(call.center.doorSigns(of: call.part("place"), campaignID: call.part("campaign"), by: reader))
      }
    },
    .get(papers + "/notices", .visitReaders) { call, reader in
      try await VisitPapers.found {
        try await .file(
          call.center.classNotices(
            of: call.part("place"), classKey: call.chosenClass, campaignID: call.part("campaign"), by: reader))
      }
    },
    .get(papers + "/posters", .visitReaders) { call, reader in
      try await VisitPapers.found {
        try await .file(call.center.classPosters(of: call.part("place"), campaignID: call.part("campaign"), by: reader))
      }
    },
    .get(papers + "/classes/{class}", .visitReaders) { call, reader in
      try await ClassPapersPage(call: call, reader: reader).show()
    },
    .get(papers + "/classes/{class}/poster", .visitReaders) { call, reader in
      try await VisitPapers.found {
        let file = try await call.center.classPoster(
          of: call.part("place"), classKey: call.part("class"), campaignID: call.part("campaign"), by: reader)
        // Shown where it stands: in WeChat a picture is kept by pressing long.
        return Response(
          status: .ok, headers: [.contentType: file.contentType], body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
      }
    },
  ]

  private static let papers = "/campaigns/{campaign}/visits/{place}/papers"
}

extension Call {
  /// The class of `?class=`; nil for all.
  fileprivate var chosenClass: String? {
    let key = query("class")
    return key.isEmpty ? nil : key
  }
}

enum VisitPapers {
  /// Others' places are not there, nor are classes that the newest schedule does not have.
  static func found<T>(_ work: () async throws -> T) async throws -> T {
    do { return try await work() } catch let refusal as ScheduleRefusal
      where refusal == .placeUnknown || refusal == .classUnknown
    { throw HTTPError(.notFound) }
  }
}
