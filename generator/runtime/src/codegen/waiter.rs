//! `waiter!`: how to wait for the end of a task that an operation starts.

/// Implements [`LongRunning`](crate::codegen::LongRunning): what to ask, where the answer has the task, and what its status means.
///
/// ```text
/// waiter!(ExportUsage => ListTasks as Task {
///     keep: [project_id],
///     poll: |kept, started| Some(ListTasks { project_id: kept.0, task_id: started.task_id.clone()?, ..ListTasks::default() }),
///     task: |answer| answer.tasks?.into_iter().next(),
///     status: |task| task.status.as_deref(),
///     success: ["SUCCESS"],
///     failure: ["FAIL", "EXPIRED"],
/// });
/// ```
/// `keep` are the fields of the request that `poll` needs, cloned before the request is sent; it may be left out.
/// `poll` is `None` if the response names no task, `task` if it is not listed yet. Any other status means that the task goes on.
#[doc(hidden)]
#[macro_export]
macro_rules! __waiter {
    ($start:ident => $poll:ident as $task:ty {
        $(keep: [$($field:ident),+ $(,)?],)?
        poll: |$kept:ident, $started:ident| $question:expr,
        task: |$answer:ident| $found:expr,
        status: |$subject:ident| $status:expr,
        success: [$($success:literal),+ $(,)?]
        $(, failure: [$($failure:literal),+ $(,)?])? $(,)?
    }) => {
        impl $crate::codegen::LongRunning for $start {
            type Poll = $poll;
            type Task = $task;

            #[allow(unused_variables, clippy::let_unit_value)]
            fn poll(&self) -> $crate::codegen::PollMaker<Self> {
                let $kept = ($($(::core::clone::Clone::clone(&self.$field),)+)?);
                ::std::boxed::Box::new(move |$started| $question)
            }

            fn task($answer: <$poll as $crate::codegen::Operation>::Success) -> ::core::option::Option<$task> {
                $found
            }

            fn progress($subject: &$task) -> $crate::codegen::Progress {
                match $status {
                    $(::core::option::Option::Some($success) => $crate::codegen::Progress::Succeeded,)+
                    $($(::core::option::Option::Some($failure) => $crate::codegen::Progress::Failed,)+)?
                    _ => $crate::codegen::Progress::Pending,
                }
            }
        }
    };
}
