import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Admit where Guest == any DayWatcher {
  /// Who watches how the day goes, each within his own visits.
  static var dayWatchers: Admit<any DayWatcher> {
    Admit(roles: [.officer, .planner, .photographer, .liaison, .sealingLeader, .studyCenterLiaison]) {
      $0?.person.signedIn as? any DayWatcher
    }
  }
}

extension Admit where Guest == any DayKeeper {
  /// Who does something about the day.
  static var dayKeepers: Admit<any DayKeeper> {
    Admit(roles: [.planner, .photographer]) { $0?.person.signedIn as? any DayKeeper }
  }
}

extension Admit where Guest == any DoorKeeper {
  /// Who keeps the door of visits.
  static var doorKeepers: Admit<any DoorKeeper> {
    Admit(roles: [.photographer]) { $0?.person.signedIn as? any DoorKeeper }
  }
}

extension Site {
  /// Stage 3: the day of shooting.
  static let captureRoutes: [Route] = dayRoutes + doorRoutes

  private static let dayRoutes: [Route] = [
    .get("/campaigns/{campaign}/today", .dayWatchers) { call, watcher in
      try await TodayPage(call: call, watcher: watcher).show()
    },
    .get("/campaigns/{campaign}/today/live", .dayWatchers) { call, watcher in
      try await TodayPage(call: call, watcher: watcher).live()
    },
    .get("/campaigns/{campaign}/today/{visit}", .dayWatchers) { call, watcher in
      try await VisitDayPage(call: call, watcher: watcher).show()
    },
    .get("/campaigns/{campaign}/today/{visit}/live", .dayWatchers) { call, watcher in
      try await VisitDayPage(call: call, watcher: watcher).live()
    },
    .post("/campaigns/{campaign}/today/{visit}/call", .dayKeepers) { call, keeper, form in
      try await DayActs(call: call, keeper: keeper).callClass(form)
    },
    .get("/campaigns/{campaign}/today/{visit}/replan", .dayKeepers) { call, keeper in
      try await DayActs(call: call, keeper: keeper).showReplan()
    },
    .post("/campaigns/{campaign}/today/{visit}/replan", .dayKeepers) { call, keeper, form in
      try await DayActs(call: call, keeper: keeper).replan(form)
    },
  ]

  private static let doorRoutes: [Route] = [
    .get("/campaigns/{campaign}/today/{visit}/door", .doorKeepers) { call, keeper in
      try await DoorPage(call: call, keeper: keeper).show()
    },
    .post("/campaigns/{campaign}/today/{visit}/door", .doorKeepers) { call, keeper, form in
      try await DoorPage(call: call, keeper: keeper).find(form)
    },
    .post("/campaigns/{campaign}/today/{visit}/door/check-in", .doorKeepers) { call, keeper, form in
      try await DoorPage(call: call, keeper: keeper).checkIn(form)
    },
    .post("/campaigns/{campaign}/today/{visit}/door/withdraw", .doorKeepers) { call, keeper, form in
      try await DoorPage(call: call, keeper: keeper).withdraw(form)
    },
  ]
}
