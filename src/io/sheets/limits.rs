//! What the operating system enforces on the process that reads a file: memory and processor time.
//!
//! Unix: the child limits itself (`RLIMIT_AS`, `RLIMIT_CPU`). Windows: the parent puts it into a job
//! object, which also ends it when the parent ends. Elsewhere the wall clock of the parent remains.

use std::process::{Child, ExitStatus};

use crate::domain::settings::Import;

#[cfg(unix)]
mod here {
    use std::os::unix::process::ExitStatusExt;

    use rustix::process::{Resource, Rlimit, Signal, setrlimit};

    use super::*;

    /// Nothing to hold: the child limits itself.
    pub struct Job;

    pub fn confine(_child: &Child, _limits: &Import) -> Option<Job> {
        None
    }

    /// Limits this process. A limit that the system refuses is left to the parent's clock.
    pub fn confine_self(limits: &Import) {
        let bytes = limits.max_memory_bytes.saturating_add(address_space_in_use());
        let _ = setrlimit(Resource::As, Rlimit { current: Some(bytes), maximum: Some(bytes) });
        let seconds = limits.max_seconds.max(1);
        let cpu = Rlimit { current: Some(seconds), maximum: Some(seconds.saturating_add(5)) };
        let _ = setrlimit(Resource::Cpu, cpu);
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }

    /// The program's own code and libraries, which the limit is not meant for.
    fn address_space_in_use() -> u64 {
        const UNKNOWN: u64 = 512 << 20;
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let size = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
        let kibibytes: Option<u64> = size.and_then(|size| size.trim().split(' ').next()?.parse().ok());
        kibibytes.map_or(UNKNOWN, |kibibytes| kibibytes << 10)
    }

    pub fn was_killed_for_memory(status: ExitStatus) -> bool {
        status.signal() == Some(Signal::KILL.as_raw())
    }

    pub fn was_killed_for_time(status: ExitStatus) -> bool {
        status.signal() == Some(Signal::XCPU.as_raw())
    }
}

#[cfg(windows)]
mod here {
    use std::os::windows::io::AsRawHandle;

    use windows_sys::Win32::Foundation::{CloseHandle, HANDLE};
    use windows_sys::Win32::System::JobObjects::{
        AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION,
        JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, JOB_OBJECT_LIMIT_PROCESS_MEMORY, JOB_OBJECT_LIMIT_PROCESS_TIME,
        JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectExtendedLimitInformation, SetInformationJobObject,
    };

    use super::*;

    /// `STATUS_NO_MEMORY` and `STATUS_COMMITMENT_LIMIT`.
    const OUT_OF_MEMORY: [u32; 2] = [0xC000_0017, 0xC000_012D];
    /// `ERROR_NOT_ENOUGH_QUOTA`: how a job ends a process whose time is over.
    const OUT_OF_TIME: u32 = 1816;

    /// The job that the child lives in; closing it ends the child.
    pub struct Job(HANDLE);

    impl Drop for Job {
        fn drop(&mut self) {
            // SAFETY: the handle was made by CreateJobObjectW and is closed once.
            unsafe { CloseHandle(self.0) };
        }
    }

    /// Puts the child into a job with limits; without one the wall clock remains.
    pub fn confine(child: &Child, limits: &Import) -> Option<Job> {
        let mut information = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
        information.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_PROCESS_MEMORY
            | JOB_OBJECT_LIMIT_PROCESS_TIME
            | JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
            | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
        information.BasicLimitInformation.PerProcessUserTimeLimit =
            i64::try_from(limits.max_seconds).unwrap_or(i64::MAX).saturating_mul(10_000_000);
        information.ProcessMemoryLimit = usize::try_from(limits.max_memory_bytes).unwrap_or(usize::MAX);
        // SAFETY: no name and no security attributes; the pointer and the length are those of a live
        // structure of the asked class; both handles are open.
        unsafe {
            let job = CreateJobObjectW(std::ptr::null(), std::ptr::null());
            if job.is_null() {
                return None;
            }
            let job = Job(job);
            let set = SetInformationJobObject(
                job.0,
                JobObjectExtendedLimitInformation,
                std::ptr::from_ref(&information).cast(),
                size_of::<JOBOBJECT_EXTENDED_LIMIT_INFORMATION>() as u32,
            );
            let assigned = AssignProcessToJobObject(job.0, child.as_raw_handle().cast());
            (set != 0 && assigned != 0).then_some(job)
        }
    }

    /// Nothing: the parent's job has the limits.
    pub fn confine_self(_limits: &Import) {}

    pub fn was_killed_for_memory(status: ExitStatus) -> bool {
        status.code().is_some_and(|code| OUT_OF_MEMORY.contains(&(code as u32)))
    }

    pub fn was_killed_for_time(status: ExitStatus) -> bool {
        status.code().is_some_and(|code| code as u32 == OUT_OF_TIME)
    }
}

#[cfg(not(any(unix, windows)))]
mod here {
    use super::*;

    pub struct Job;

    pub fn confine(_child: &Child, _limits: &Import) -> Option<Job> {
        None
    }

    pub fn confine_self(_limits: &Import) {}

    pub fn was_killed_for_memory(_status: ExitStatus) -> bool {
        false
    }

    pub fn was_killed_for_time(_status: ExitStatus) -> bool {
        false
    }
}

pub(super) use here::{Job, confine, confine_self, was_killed_for_memory, was_killed_for_time};
